"""Reads every table of `reports/` with pandas and Polars as `datapackage.json` describes it. Prints a line for each that is read otherwise."""

import csv
import io
import json
import pathlib
import sys

import pandas
import polars

REPORTS = pathlib.Path("reports")


def with_pandas(text):
    """The type of each column as pandas has it, and the number of rows."""
    table = pandas.read_csv(io.StringIO(text), comment="#")
    kinds = {}
    for name in table.columns:
        kind = table[name].dtype
        if pandas.api.types.is_bool_dtype(kind):
            kinds[name] = "boolean"
        elif pandas.api.types.is_integer_dtype(kind):
            kinds[name] = "integer"
        elif pandas.api.types.is_float_dtype(kind):
            kinds[name] = "number"
        else:
            kinds[name] = "string"
    return kinds, len(table)


def with_polars(text):
    """The same as Polars has it."""
    table = polars.read_csv(io.StringIO(text), comment_prefix="#", infer_schema_length=None)
    kinds = {}
    for name, kind in table.schema.items():
        kinds[name] = "integer" if kind.is_integer() else "number" if kind.is_float() else "string"
    return kinds, table.height


def fits(expected, found, text, position):
    """Whether a reader may see a column of this type so. Without a cell there is no type; integers with gaps are floats in pandas."""
    cells = [row[position] for row in rows(text)]
    if all(cell == "" for cell in cells):
        return True
    if expected == "integer":
        return found == "integer" or (found == "number" and "" in cells)
    if expected == "string":
        # Keys that are all numbers are read as such.
        return found == "string" or all(is_number(cell) for cell in cells)
    return found == expected


def is_number(cell):
    try:
        float(cell or "nan")
        return True
    except ValueError:
        return False


def rows(text):
    return list(csv.reader(line for line in text.splitlines(True) if not line.startswith("#")))[1:]


def complaints(path, text, resource):
    fields = resource["schema"]["fields"]
    for reader, read in [("pandas", with_pandas), ("Polars", with_polars)]:
        found, height = read(text)
        if list(found) != [field["name"] for field in fields] or height != resource["rows"]:
            yield f"{path}: {reader} reads {height} rows of {list(found)}"
            continue
        for position, field in enumerate(fields):
            if not fits(field["type"], found[field["name"]], text, position):
                yield f"{path}: {reader} reads column {field['name']} as {found[field['name']]}, it is of type {field['type']}"
    keys = [[field["name"] for field in fields].index(key) for key in resource["schema"]["primaryKey"]]
    named = {tuple(row[key] for key in keys) for row in rows(text)}
    if len(named) != resource["rows"]:
        yield f"{path}: its key names two rows"


def main():
    package = json.loads((REPORTS / "datapackage.json").read_text())
    resources = {resource["path"]: resource for resource in package["resources"]}
    tables = {str(path.relative_to(REPORTS)): path.read_text() for path in sorted(REPORTS.glob("*/**/*.csv")) if path.parts[1] != "timings"}
    said = [f"{path}: is not in the dictionary" for path in tables.keys() - resources.keys()]
    said += [f"{path}: is in the dictionary, and is no file" for path in resources.keys() - tables.keys()]
    planted = 0
    for path in sorted(tables.keys() & resources.keys()):
        said += complaints(path, tables[path], resources[path])
        # Planted: a word in the last column, where that has numbers.
        field = resources[path]["schema"]["fields"][-1]
        if field["type"] in ("integer", "number"):
            head = tables[path].rstrip("\n").rpartition(",")[0]
            planted += 1
            if not list(complaints(path, f"{head},word\n", resources[path])):
                said.append(f"{path}: a planted word among numbers is not noticed")
    for line in said:
        print(line)
    print(f"{len(tables)} tables read by pandas {pandas.__version__} and Polars {polars.__version__}, {planted} planted words; {len(said)} complaints")
    return 1 if said or not planted else 0


sys.exit(main())
