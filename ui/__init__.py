"""What people touch: the command line and the web page, over one pure view."""
