// The two languages of the page. Elements name their text by data-text, their aria-label by data-label.
const texts = {
  'zh-Hant': {
    skip: '跳到內容', tagline: '讀出統一發票號碼', tabs: '功能', tabInvoice: '發票', tabDigit: '手寫數字', key: 'API 金鑰',
    dropHint: '將發票照片拖曳到這裡、貼上，或選擇檔案', choose: '選擇檔案', camera: '拍照',
    privacy: '照片只送到這台服務讀取。', progress: '進度', csv: '下載 CSV', clear: '清除',
    drawTitle: '畫一個數字', drawLabel: '繪圖板：用滑鼠或手指畫一個數字', erase: '擦掉',
    drawHelp: '用滑鼠或手指畫；或按 0–9 鍵讓畫板顯示該數字。Delete 鍵擦掉。',
    seenTitle: '網路看到的 28×28', seenLabel: '縮小後的影像', seenHelp: '置中、等比縮放，如 MNIST。',
    guessTitle: '第一與第二猜測', layersTitle: 'LeNet-5 的每一層', layersHelp: '把游標移到任一特徵圖上，左方會框出該單元的感受野。',
    model: '模型資訊', keyLabel: 'API 金鑰', ok: '確定',
    damaged: '檔案不完整：只讀了還在的部分。',
    read: '已讀出', partial: '缺字軌', rejected: '不確定', notFound: '找不到號碼', invalid: '無法讀取',
    confidence: (c) => `信心 ${c}`, guess: (g) => `最佳猜測：${g}`, secondGuess: (d, p) => `其次 ${d}（${p}）`,
    glyph: (a, p, b, q) => `${a}，${p}；其次 ${b}，${q}`, working: (n) => `讀取中，剩 ${n} 張…`, done: '完成。',
    counts: (c) => `已讀出 ${c.read}　缺字軌 ${c.partial}　不確定 ${c.rejected}　找不到 ${c.notFound}　無法讀取 ${c.invalid}`,
    why: {
      partial: '只讀出八位數字；前面的字軌（兩個英文字母）沒有讀出，請對照發票補上。',
      rejected: '信心不足，為避免錯誤不直接採用。請靠近一點、對準號碼、光線均勻再拍一次，或以人工確認。',
      notFound: '照片中看不到發票號碼。請讓號碼完整入鏡並對焦。',
    },
    fields: { period: '期別', date: '日期', time: '時間', randomCode: '隨機碼', salesAmount: '銷售額', tax: '稅額', total: '總計', buyer: '買方統編', seller: '賣方統編' },
    sources: { qr: 'QR 碼', barcode: '條碼', print: '印刷' },
    busy: '服務忙碌中，稍後自動重試…', offline: '無法連線到服務。', unauthorized: '需要 API 金鑰。',
    maps: (n, r, c) => `${n} 張 ${r}×${c}`, units: (n) => `${n} 個單元`, unit: (m, r, c) => `第 ${m} 張圖，列 ${r}，行 ${c}`, drawn: (d, p, e, q) => `第一猜測 ${d}（${p}），第二猜測 ${e}（${q}）`,
  },
  en: {
    skip: 'Skip to content', tagline: 'Reads Taiwanese invoice numbers', tabs: 'What to do', tabInvoice: 'Invoice', tabDigit: 'Draw a digit', key: 'API key',
    dropHint: 'Drop photographs of invoices here, paste them, or choose files', choose: 'Choose files', camera: 'Take a photo',
    privacy: 'Pictures go to this service only.', progress: 'Progress', csv: 'Download CSV', clear: 'Clear',
    drawTitle: 'Draw a digit', drawLabel: 'Drawing pad: draw a digit with mouse or finger', erase: 'Erase',
    drawHelp: 'Draw with mouse or finger, or press 0–9 to put that digit on the pad. Delete erases.',
    seenTitle: 'The 28×28 that the network sees', seenLabel: 'The drawing, scaled down', seenHelp: 'Centred by mass and scaled as MNIST is.',
    guessTitle: 'First and second guess', layersTitle: 'Every layer of LeNet-5', layersHelp: 'Point at any feature map: the frame on the left is what that unit sees.',
    model: 'Model', keyLabel: 'API key', ok: 'OK',
    damaged: 'The file is damaged: only what is left of it was read.',
    read: 'read', partial: 'letters not read', rejected: 'not sure', notFound: 'no number found', invalid: 'cannot be read',
    confidence: (c) => `confidence ${c}`, guess: (g) => `Best guess: ${g}`, secondGuess: (d, p) => `then ${d} (${p})`,
    glyph: (a, p, b, q) => `${a}, ${p}; then ${b}, ${q}`, working: (n) => `Reading, ${n} to go…`, done: 'Done.',
    counts: (c) => `read ${c.read} · letters not read ${c.partial} · not sure ${c.rejected} · none ${c.notFound} · unreadable ${c.invalid}`,
    why: {
      partial: 'The eight digits alone were read. The two letters in front of them were not: add them from the invoice.',
      rejected: 'Not certain enough to be used unseen. Come closer, keep the number in focus and evenly lit, or let a person check it.',
      notFound: 'No invoice number is in view. Get the whole number into the picture and in focus.',
    },
    fields: { period: 'Period', date: 'Date', time: 'Time', randomCode: 'Random code', salesAmount: 'Without tax', tax: 'Tax', total: 'Total', buyer: 'Buyer', seller: 'Seller' },
    sources: { qr: 'QR code', barcode: 'bar code', print: 'print' },
    busy: 'The service is busy; trying again shortly…', offline: 'The service cannot be reached.', unauthorized: 'An API key is needed.',
    maps: (n, r, c) => `${n} maps of ${r}×${c}`, units: (n) => `${n} units`, unit: (m, r, c) => `map ${m}, row ${r}, column ${c}`, drawn: (d, p, e, q) => `First guess ${d} (${p}), second guess ${e} (${q})`,
  },
};

// Reasons and faults by their codes; the service answers from the same file.
const reasons = await fetch('reasons.json').then((response) => response.json()).catch(() => ({}));

const listeners = [];
let language = stored() ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh-Hant' : 'en');

function stored() {
  try {
    const value = localStorage.getItem('language');
    return value in texts ? value : null;
  } catch {
    return null; // storage may be switched off
  }
}

export const text = (name, ...values) => {
  const entry = texts[language][name];
  return typeof entry === 'function' ? entry(...values) : entry;
};

// The sentence of a code in the language of the page, or undefined for a code that this page does not know.
export const reasonText = (code) => reasons[code]?.[language];

// Cut, never rounded up, as the service does: what is not certain is not 100%, and what stayed below a threshold does not read as if it had reached it.
export const percent = (value) => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(Math.floor(value * 1000 + 1e-6) / 1000);

export function onLanguage(listener) {
  listeners.push(listener);
}

export function applyLanguage() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = text(element.dataset.text);
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', text(element.dataset.label));
  const other = document.getElementById('language');
  other.textContent = language === 'en' ? '繁體中文' : 'English';
  other.lang = language === 'en' ? 'zh-Hant' : 'en';
  for (const listener of listeners) listener();
}

export function switchLanguage() {
  language = language === 'en' ? 'zh-Hant' : 'en';
  try {
    localStorage.setItem('language', language);
  } catch {
    // the choice then lasts as long as the page
  }
  applyLanguage();
}
