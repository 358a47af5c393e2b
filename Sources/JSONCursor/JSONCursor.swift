// JSONCursor
