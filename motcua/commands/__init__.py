"""The commands of motcua, one module each; a module loads its room only when it is run."""
