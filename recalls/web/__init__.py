"""The timeline as pages: the same ones from a server (``recalls serve``) and as files.

``pages`` makes them, each a function of a visit; ``visit`` says what a page is made from;
``addresses`` how pages find each other. Only ``plugin`` and ``serving`` know Datasette.
"""
