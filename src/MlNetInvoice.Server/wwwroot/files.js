// Results as files: CSV, Excel and JSON, made in the browser.
const names = ['file', 'status', 'number', 'letters', 'digits', 'bestGuess', 'confidence', 'reason', 'complete', 'reasonCode', 'corrected', 'period', 'date', 'randomCode', 'total', 'buyer', 'seller'];

// A row for each number: what was read, and what the user made of it.
export function rowsOf(items, reasonOf) {
  const rows = [];
  for (const item of items) {
    for (const record of item.records ?? [{ status: 'invalid', reason: item.fault?.message, reasonCode: item.fault?.code }]) {
      const row = Object.fromEntries(names.map((name) => [name, record[name] ?? record.record?.[name]?.value ?? null]));
      rows.push({ ...row, file: record.file ?? item.name, complete: record.complete ?? false, reason: reasonOf(record.reasonCode) ?? record.reason ?? '', corrected: record.corrected ?? null });
    }
  }
  return rows;
}

export const toJson = (rows) => new Blob([JSON.stringify(rows, null, 2)], { type: 'application/json' });

export function toCsv(rows) {
  const quote = (value) => /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  // A cell that begins like a formula is text, whatever a spreadsheet thinks.
  const safe = (value) => quote(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);
  const lines = [names, ...rows.map((row) => names.map((name) => row[name]))].map((line) => line.map((value) => safe(String(value ?? ''))).join(','));
  return new Blob(['\ufeff' + lines.join('\r\n') + '\r\n'], { type: 'text/csv' });
}

// An Office Open XML workbook of one sheet: texts as they are, so that leading zeros stay.
export function toExcel(rows) {
  const escape = (value) => String(value).replace(/[<>&"\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (sign) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[sign] ?? '');
  const column = (index) => String.fromCharCode(65 + index);
  const cell = (value, index, line) => value === null || value === undefined || value === '' ? ''
    : typeof value === 'number' ? `<c r="${column(index)}${line}"><v>${value}</v></c>`
    : `<c r="${column(index)}${line}" t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`;
  const sheet = [names, ...rows.map((row) => names.map((name) => row[name]))].map((line, i) => `<row r="${i + 1}">${line.map((value, k) => cell(value, k, i + 1)).join('')}</row>`).join('');
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships', package_ = 'http://schemas.openxmlformats.org/package/2006';
  return zip({
    '[Content_Types].xml': `${head}<Types xmlns="${package_}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${package_}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="invoices" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${package_}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${sheet}</sheetData></worksheet>`,
  });
}

// A ZIP archive without compression.
function zip(files) {
  const encoder = new TextEncoder(), parts = [], entries = [];
  let offset = 0;
  const header = (signature, name, content, sum, extra) => {
    const bytes = new DataView(new ArrayBuffer(signature === 0x04034b50 ? 30 : 46)), base = signature === 0x04034b50 ? 4 : 6;
    bytes.setUint32(0, signature, true);
    if (base === 6) bytes.setUint16(4, 20, true);
    [[0, 20, 2], [2, 0x800, 2], [4, 0, 2], [6, 0, 2], [8, 0x21, 2], [10, sum, 4], [14, content.length, 4], [18, content.length, 4], [22, name.length, 2]]
      .forEach(([at, value, size]) => size === 2 ? bytes.setUint16(base + at, value, true) : bytes.setUint32(base + at, value, true));
    if (base === 6) bytes.setUint32(42, extra, true);
    return new Uint8Array(bytes.buffer);
  };
  for (const [path, text] of Object.entries(files)) {
    const name = encoder.encode(path), content = encoder.encode(text), sum = checksum(content);
    parts.push(header(0x04034b50, name, content, sum), name, content);
    entries.push(header(0x02014b50, name, content, sum, offset), name);
    offset += 30 + name.length + content.length;
  }
  const end = new DataView(new ArrayBuffer(22)), count = Object.keys(files).length, size = entries.reduce((sum, part) => sum + part.length, 0);
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, count, true);
  end.setUint16(10, count, true);
  end.setUint32(12, size, true);
  end.setUint32(16, offset, true);
  return new Blob([...parts, ...entries, end.buffer], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
}

function checksum(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let i = 0; i < 8; i++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ~sum >>> 0;
}
