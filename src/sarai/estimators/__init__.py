"""Estimators: plain numbers in, plain numbers out. They know no table, no unit and no country."""
