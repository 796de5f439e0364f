def svg(spec, name, about): return "<svg></svg>"
