"""``recalls site``: the pages of ``recalls.web`` as a folder of files, for any web host.

``addresses`` says where each page lies, ``plan`` which pages there are, ``words`` what a
script finds them by, ``folder`` how they take their place, ``writing`` puts them there.
"""
