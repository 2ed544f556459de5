const month = (number) => new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2000, number - 1));

// How often each outcome came about; those that did not are left out.
const counted = (counts, names, between) => Object.keys(names).filter((name) => counts[name] > 0).map((name) => `${names[name]} ${counts[name]}`).join(between);

// The two languages of the page. Elements name their text by data-text, their aria-label by data-label.
const texts = {
  'zh-Hant': {
    skip: '跳到內容', tagline: '讀出統一發票號碼', tabs: '功能', tabInvoice: '發票', tabDigit: '手寫數字', key: 'API 金鑰',
    dropHint: '將發票照片拖曳到這裡、貼上，或選擇檔案', choose: '選擇檔案', camera: '拍照',
    privacy: '照片只會傳送到這項服務；結果保留在這個瀏覽器，隨時可以刪除。', progress: '進度', clear: '全部刪除',
    samples: '手邊沒有發票？試試：', sampleElectronic: '電子發票證明聯', sampleTraditional: '傳統發票',
    liveLabel: '相機畫面，讀到的號碼會加框', liveHint: '將鏡頭對準號碼…', liveUnsure: '看到了，還不確定…', liveKeep: '採用這一張', liveName: '相機', close: '關閉', large: '放大的圖片', enlarge: (n) => `放大 ${n}`,
    remove: (n) => `刪除 ${n} 的結果`, copy: '複製', copied: '已複製', copyNumber: (n) => `複製 ${n}`, correct: '更正', correctNumber: (n) => `更正 ${n}`, correction: '正確的發票號碼', corrected: '已更正', correctionGoes: '更正後的號碼會送到這項服務的覆核清單。', correctionTold: '更正已送到覆核清單。', correctionBack: '更正已從覆核清單撤回。', correctionKept: (m) => `更正已留在這個瀏覽器，但沒有送到覆核清單：${m}`, wasRead: (n) => `原讀為 ${n}`, noNumber: '發票號碼是兩個英文字母加八位數字，例如 AB-12345678。', shrunk: '圖片超過上限，已縮小後送出。',
    drawTitle: '畫一個數字', drawLabel: '繪圖板：用滑鼠或手指畫一個數字', erase: '清除',
    drawHelp: '用滑鼠或手指畫；或按 0–9 鍵讓畫板顯示該數字。Delete 鍵清除。',
    seenTitle: '神經網路看到的 28×28', seenLabel: '縮小後的影像', seenHelp: '置中、等比縮放，如 MNIST。',
    guessTitle: '第一與第二猜測', layersTitle: 'LeNet-5 的每一層', layersHelp: '把游標移到任一特徵圖上，左方會框出該單元的感受野。',
    model: '模型資訊', keyLabel: 'API 金鑰', ok: '確定',
    damaged: '檔案不完整：只讀了還在的部分。',
    read: '已讀出', partial: '缺字軌', rejected: '不確定', notFound: '找不到號碼', invalid: '無法讀取',
    confidence: (c) => `信心度 ${c}`, guess: (g) => `最佳猜測：${g}`, secondGuess: (d, p) => `其次 ${d}（${p}）`,
    glyph: (d, p) => `${d}，${p}`, glyphSecond: (d, p) => `；其次 ${d}，${p}`, working: (n) => `讀取中，剩 ${n} 張…`, done: '完成。',
    counts: (c) => counted(c, { read: '已讀出', partial: '缺字軌', rejected: '不確定', notFound: '找不到', invalid: '無法讀取' }, '　'),
    why: {
      partial: '只讀出八位數字；前面的字軌（兩個英文字母）沒有讀出，請對照發票補上。',
      rejected: '信心度不足，為避免出錯，沒有直接採用。請靠近一點、對準號碼，在光線均勻的地方再拍一次，或由人工確認。',
      notFound: '照片中看不到發票號碼。請讓號碼完整入鏡並對焦。',
    },
    period: (year, first, last) => `${year}年${first}–${last}月`,
    fields: { period: '期別', date: '日期', time: '時間', randomCode: '隨機碼', salesAmount: '銷售額', tax: '稅額', total: '總計', buyer: '買方統編', seller: '賣方統編' },
    sources: { qr: 'QR 碼', barcode: '條碼', print: '印刷' },
    reviewTitle: '人工覆核', reviewBack: '← 讀取發票', reviewOpen: '人工覆核', reviewFields: '發票號碼：字軌兩個英文字母與八位數字', reviewNoPicture: '沒有保存圖片：請對照原檔。', reviewOther: '另一個來源的號碼：',
    reviewConfirm: '確認', reviewSkip: '略過', reviewUndo: '復原', reviewKeys: '直接輸入即可改字；← → 移動，↓ 採用第二猜測，↑ 改回第一猜測，Enter 確認並看下一張，Esc 略過，Ctrl Z 復原。',
    reviewExports: '匯出覆核結果', reviewLabels: '匯出訓練用資料（ZIP）', reviewRecent: '最近的決定', reviewWhySkip: '為什麼略過？', skipUnreadable: '看不清楚', skipNoNumber: '圖中沒有發票號碼', skipNotAnInvoice: '不是統一發票', skipOther: '其他原因', cancel: '取消',
    reviewName: '覆核人員姓名', reviewNameHelp: '顯示給其他覆核人員看，並記錄在匯出的檔案裡。', reviewBegin: '開始覆核', reviewOff: '這項服務沒有啟用人工覆核（Review:Enabled）。', reviewDone: '全部覆核完畢；有新的會自動出現。', reviewAway: '暫時連不上服務；您的決定都保留在這裡，連線後自動送出。',
    reviewLetter: (n) => `字軌第 ${n} 個字母`, reviewDigit: (n, a, b) => `第 ${n} 位數字${a}${b}`, reviewFirst: (d, p) => `，第一猜測 ${d}（${p}）`, reviewSecond: (d, p) => `，第二猜測 ${d}（${p}）`, reviewCrop: (g) => `發票號碼的放大圖，最佳猜測 ${g}`,
    reviewWhy: { rejected: '不確定', disagrees: '內容互相矛盾', damaged: '檔案不完整', incomplete: '缺字軌', wrong: '號碼有誤' },
    reviewMissingDigits: '八位數字還沒填完。', reviewMissingLetter: '字軌是兩個字母；看不清楚就兩格都留空。', reviewCounts: (c) => `待覆核 ${c.open}　覆核中 ${c.claimed}　確認 ${c.confirmed}　更正 ${c.corrected}　略過 ${c.skipped}`,
    reviewWaiting: (n) => `${n} 筆等待送出`, reviewSaved: (n) => `本次 ${n} 筆，全部已儲存`, reviewStored: '已儲存', reviewSending: '送出中…', reviewRefused: '未儲存',
    busy: '服務忙碌中，稍後自動重試…', offline: '無法連線到服務。', unauthorized: '需要 API 金鑰。',
    maps: (n, r, c) => `${n} 張 ${r}×${c}`, units: (n) => `${n} 個單元`, unit: (m, r, c) => `第 ${m} 張圖，列 ${r}，行 ${c}`, drawn: (d, p, e, q) => `第一猜測 ${d}（${p}），第二猜測 ${e}（${q}）`,
  },
  en: {
    skip: 'Skip to content', tagline: 'Reads Taiwanese invoice numbers', tabs: 'What to do', tabInvoice: 'Invoice', tabDigit: 'Draw a digit', key: 'API key',
    dropHint: 'Drop photographs of invoices here, paste them, or choose files', choose: 'Choose files', camera: 'Take a photo',
    privacy: 'Pictures are sent to this service only. Results stay in this browser until you delete them.', progress: 'Progress', clear: 'Delete all',
    samples: 'No invoice at hand? Try', sampleElectronic: 'an electronic one', sampleTraditional: 'a traditional one',
    liveLabel: 'The camera’s picture; what is read is framed', liveHint: 'Point at the number…', liveUnsure: 'Seen, not sure yet…', liveKeep: 'Use this one', liveName: 'Camera', close: 'Close', large: 'The picture, enlarged', enlarge: (n) => `Enlarge ${n}`,
    remove: (n) => `Delete the result of ${n}`, copy: 'Copy', copied: 'Copied', copyNumber: (n) => `Copy ${n}`, correct: 'Correct', correctNumber: (n) => `Correct ${n}`, correction: 'The right invoice number', corrected: 'corrected', correctionGoes: 'The corrected number goes to the review list of this service.', correctionTold: 'The correction is on the review list.', correctionBack: 'The correction was taken off the review list.', correctionKept: (m) => `The correction is kept in this browser, but the review list did not take it: ${m}`, wasRead: (n) => `read as ${n}`, noNumber: 'An invoice number is two letters and eight digits, such as AB-12345678.', shrunk: 'The picture was larger than the service takes and was made smaller.',
    drawTitle: 'Draw a digit', drawLabel: 'Drawing pad: draw a digit with mouse or finger', erase: 'Erase',
    drawHelp: 'Draw with mouse or finger, or press 0–9 to put that digit on the pad. Delete erases.',
    seenTitle: 'The 28×28 that the network sees', seenLabel: 'The drawing, scaled down', seenHelp: 'Centred by mass and scaled as MNIST is.',
    guessTitle: 'First and second guess', layersTitle: 'Every layer of LeNet-5', layersHelp: 'Point at any feature map: the frame on the left is what that unit sees.',
    model: 'Model', keyLabel: 'API key', ok: 'OK',
    damaged: 'The file is damaged: only what is left of it was read.',
    read: 'read', partial: 'letters not read', rejected: 'not sure', notFound: 'no number found', invalid: 'cannot be read',
    confidence: (c) => `confidence ${c}`, guess: (g) => `Best guess: ${g}`, secondGuess: (d, p) => `then ${d} (${p})`,
    glyph: (d, p) => `${d}, ${p}`, glyphSecond: (d, p) => `; then ${d}, ${p}`, working: (n) => `Reading, ${n} to go…`, done: 'Done.',
    counts: (c) => counted(c, { read: 'read', partial: 'letters not read', rejected: 'not sure', notFound: 'no number', invalid: 'unreadable' }, ' · '),
    why: {
      partial: 'The eight digits alone were read. The two letters in front of them were not: add them from the invoice.',
      rejected: 'Not certain enough to be used unchecked. Come closer, keep the number in focus and evenly lit, or let a person check it.',
      notFound: 'No invoice number is in view. Get the whole number into the picture and in focus.',
    },
    period: (year, first, last) => `${month(first)}–${month(last)} ${year + 1911}`,
    fields: { period: 'Period', date: 'Date', time: 'Time', randomCode: 'Random code', salesAmount: 'Without tax', tax: 'Tax', total: 'Total', buyer: 'Buyer', seller: 'Seller' },
    sources: { qr: 'QR code', barcode: 'bar code', print: 'print' },
    reviewTitle: 'Review', reviewBack: '← Read invoices', reviewOpen: 'Review', reviewFields: 'Invoice number: two letters and eight digits', reviewNoPicture: 'No picture was kept: look at the original file.', reviewOther: 'Another source says:',
    reviewConfirm: 'Confirm', reviewSkip: 'Skip', reviewUndo: 'Undo', reviewKeys: 'Type to change a character. ← → move, ↓ takes the second guess, ↑ the first again, Enter confirms and shows the next, Esc skips, Ctrl Z takes back.',
    reviewExports: 'Export what was decided', reviewLabels: 'Training data (ZIP)', reviewRecent: 'Decided last', reviewWhySkip: 'Why is it skipped?', skipUnreadable: 'Cannot be read', skipNoNumber: 'No invoice number in the picture', skipNotAnInvoice: 'Not a uniform invoice', skipOther: 'Another reason', cancel: 'Cancel',
    reviewName: 'Your name', reviewNameHelp: 'Shown to other reviewers and written into exported files.', reviewBegin: 'Begin', reviewOff: 'This service reviews nothing: Review:Enabled is off.', reviewDone: 'All reviewed; new numbers appear by themselves.', reviewAway: 'The service cannot be reached. Your decisions are kept here and sent once it is back.',
    reviewLetter: (n) => `Letter ${n}`, reviewDigit: (n, a, b) => `Digit ${n}${a}${b}`, reviewFirst: (d, p) => `, first guess ${d} (${p})`, reviewSecond: (d, p) => `, second guess ${d} (${p})`, reviewCrop: (g) => `The number, enlarged; best guess ${g}`,
    reviewWhy: { rejected: 'not sure', disagrees: 'contradicts itself', damaged: 'damaged file', incomplete: 'letters not read', wrong: 'accepted, but wrong' },
    reviewMissingDigits: 'Some of the eight digits are missing.', reviewMissingLetter: 'There are two letters; leave both empty if they cannot be read.', reviewCounts: (c) => `to review ${c.open} · in hand ${c.claimed} · confirmed ${c.confirmed} · corrected ${c.corrected} · skipped ${c.skipped}`,
    reviewWaiting: (n) => `${n} waiting to be sent`, reviewSaved: (n) => `${n} this time, all stored`, reviewStored: 'stored', reviewSending: 'sending…', reviewRefused: 'not stored',
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

// Less than one in a hundred is no guess.
export const leastSecond = 0.01;

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
