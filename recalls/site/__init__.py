"""``recalls site``: the pages of ``recalls.web`` as a folder of files, for any web host.

``places`` says which pages there are and where each lies, ``words`` and ``finding`` what a script finds recalls by,
``browsing`` makes the page of all lists, ``folder`` lets all take their place when they are whole, ``writing`` does it.
"""
