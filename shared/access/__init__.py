"""Who may read and change which data: the access matrix as one file of data, and its reader."""
