"""A service day told afterwards: in sentences, with who went before whom and why, and in figures."""
