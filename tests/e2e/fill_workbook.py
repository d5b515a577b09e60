"""Fills in a workbook with LibreOffice, as a person would: types texts into cells.

    fill_workbook.py IN.xlsx OUT.xlsx EDITS.json

EDITS is a list of {"line": CODE, "for": STATE, "column": NAME, "type": TEXT}: the cell is that of the row
with this line_code and member_state, or the first row without a line where "line" is empty. What is typed
is taken as LibreOffice takes what is typed: in a cell for numbers, 66.7 is a number.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.util.NumberFormat import TEXT


def prop(name, value):
    return PropertyValue(Name=name, Value=value)


def connect(pipe, office):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if office.poll() is not None:
                raise SystemExit("soffice ended")
            time.sleep(0.1)
    raise SystemExit("soffice does not answer")


class Sheet:
    """The table of the sheet Updates, whose head is the row with line_code."""

    def __init__(self, sheet, formats):
        self.sheet = sheet
        self.formats = formats
        area = sheet.createCursor()
        area.gotoEndOfUsedArea(False)
        self.rows = area.RangeAddress.EndRow
        self.head = next(r for r in range(20) if "line_code" in self.names(r))
        self.columns = self.names(self.head)

    def text(self, row, column):
        return self.sheet.getCellByPosition(column, row).String

    def names(self, row):
        return [self.text(row, c) for c in range(60)]

    def row_of(self, line, state):
        code, of = self.columns.index("line_code"), self.columns.index("member_state")
        for row in range(self.head + 1, self.rows + 1):
            if self.text(row, code) == line and (not line or self.text(row, of) == state):
                return row
        raise SystemExit(f"no row of {line} for {state or 'the region'}")

    def type(self, row, column, text):
        cell = self.sheet.getCellByPosition(self.columns.index(column), row)
        # What a person types into a cell of the format Text stays a text; the interface would not know.
        if self.formats.getByKey(cell.NumberFormat).Type & TEXT:
            cell.setString(text)
        else:
            cell.setFormula(text)


def fill(desktop, source, target, edits):
    document = desktop.loadComponentFromURL(source, "_blank", 0, (prop("Hidden", True),))
    sheet = Sheet(document.Sheets.getByName("Updates"), document.NumberFormats)
    spare = None
    for edit in edits:
        if edit["line"]:
            row = sheet.row_of(edit["line"], edit["for"])
        else:
            row = spare = spare if spare is not None else sheet.row_of("", "")
        sheet.type(row, edit["column"], edit["type"])
    document.storeToURL(target, (prop("FilterName", "Calc MS Excel 2007 XML"),))
    document.close(True)


def main():
    source, target, edits = (pathlib.Path(path).resolve() for path in sys.argv[1:4])
    with tempfile.TemporaryDirectory() as home:
        pipe = "fill" + pathlib.Path(home).name
        office = subprocess.Popen(
            ["soffice", f"-env:UserInstallation=file://{home}/profile", "--headless", "--norestore",
             f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            context = connect(pipe, office)
            desktop = context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context)
            fill(desktop, source.as_uri(), target.as_uri(), json.loads(edits.read_text()))
            desktop.terminate()
            office.wait(60)
        finally:
            if office.poll() is None:
                office.kill()
                office.wait()


if __name__ == "__main__":
    main()
