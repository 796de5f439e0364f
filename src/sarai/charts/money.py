def money_by_year(rows, unit): return {}
def money_by_group(rows, unit): return {}
def peers(rows, unit): return {}
def coverage(rows): return {}
