// Line drawings of goods on a 24 x 24 grid: drawn here because a machine need not have a font with pictures in it.
// A product is recognised by its emoji, else by a word of its English name, else by its category; else it is a parcel.

export const drawings = [
  { emoji: '🎧', words: /headphone|earphone|earbud|audio/, path: 'M4 14v-2a8 8 0 0 1 16 0v2M4 14h3v6H5a1 1 0 0 1-1-1v-5ZM20 14h-3v6h2a1 1 0 0 0 1-1v-5Z' },
  { emoji: '🔊', words: /speaker/, path: 'M7 3h10v18H7V3ZM12 12a3.2 3.2 0 1 0 0 6.400 3.200 3.200 0 0 0 0-6.400ZM12 6a1.400 1.400 0 1 0 0 2.800A1.400 1.400 0 0 0 12 6Z' },
  { emoji: '🎙🎤', words: /microphone/, path: 'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3ZM6 11a6 6 0 0 0 12 0M12 17v4M9 21h6' },
  { emoji: '📻', words: /radio/, path: 'M3 9h18v11H3V9ZM6 9l11-5M8 12a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5ZM14 12.500h4M14 16.500h4' },
  { emoji: '📱', words: /phone|tablet/, path: 'M8 3h8a1.500 1.500 0 0 1 1.500 1.500v15A1.500 1.500 0 0 1 16 21H8a1.500 1.500 0 0 1-1.500-1.500v-15A1.500 1.500 0 0 1 8 3ZM11 18h2' },
  { emoji: '⌚', words: /watch/, path: 'M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10ZM9 7.600 9.600 3h4.800l.6 4.600M9 16.400l.6 4.600h4.800l.6-4.600M12 9.500V12l1.600 1' },
  { emoji: '🔌', words: /charger|adapter|cable/, path: 'M7 9h10v4a5 5 0 0 1-10 0V9ZM9.500 9V4M14.500 9V4M12 18v3' },
  { emoji: '🔋', words: /power bank|battery/, path: 'M7 6h10v15H7V6ZM10 6V3h4v3M12.500 9.500 10.500 14h3l-2 4' },
  { emoji: '💻', words: /laptop|notebook computer|computer/, path: 'M5 5h14v10H5V5ZM2.500 19h19l-2-4h-15l-2 4Z' },
  { emoji: '⌨', words: /keyboard/, path: 'M2.500 7h19v10h-19V7ZM6 10h.01M9 10h.01M12 10h.01M15 10h.01M18 10h.01M8 14h8' },
  { emoji: '🖱', words: /mouse/, path: 'M12 3a5.500 5.500 0 0 1 5.500 5.500v7a5.500 5.500 0 0 1-11 0v-7A5.500 5.500 0 0 1 12 3ZM12 6.500v3.500' },
  { emoji: '🖥', words: /monitor|television|display/, path: 'M3 4h18v12H3V4ZM12 16v4M8 20h8' },
  { emoji: '🍳', words: /pan|wok|skillet|kitchen/, path: 'M10 5a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13ZM15 16l6 5M10 8.500a3 3 0 0 1 3 3' },
  { emoji: '🔪', words: /knife/, path: 'M4 14 17 3c2 4 1 8-3 11H4ZM4 14v3h4v-3' },
  { emoji: '🫖', words: /teapot|kettle/, path: 'M7 9h9c2 3 2 7 0 10H7c-2-3-2-7 0-10ZM16.500 11c3-1 4-.5 5-3M6 11c-4-1-4 5 .3 6M9 9c0-3 5-3 5 0M11.500 6.500V5' },
  { emoji: '🍚', words: /rice cooker|cooker/, path: 'M4 10h16v7a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3v-7ZM5 10c1-4 13-4 14 0M11 5.500h2M10 15h4' },
  { emoji: '💡', words: /lamp|light/, path: 'M9 3h6l3 9H6l3-9ZM12 12v8M8 20h8' },
  { emoji: '🛏', words: /bed|pillow|quilt|mattress/, path: 'M3 19V6M3 16h18v3M21 16v-4a2 2 0 0 0-2-2h-8v6M7 9.500a2 2 0 1 0 .01 0' },
  { emoji: '🪴🌱🌷', words: /pot\b|plant|flower|garden/, path: 'M7 14h10l-1.500 7h-7L7 14ZM12 14V9M12 9c-4 0-5-2-5-5 3 0 5 2 5 5ZM12 11c0-3 2-4 5-4 0 3-2 4-5 4' },
  { emoji: '🕯', words: /candle/, path: 'M8 11h8v10H8V11ZM12 11V9M12 8.500c-2-1.500-1.500-3.500 0-5.500 1.500 2 2 4 0 5.500Z' },
  { emoji: '👕👚', words: /shirt|blouse|cloth/, path: 'M8 4l-5 3 2 4 2-1v10h10V10l2 1 2-4-5-3c-1 2-2 3-4 3S9 6 8 4Z' },
  { emoji: '🧥', words: /jacket|coat/, path: 'M9 3 5 6v9h2.500v6h9v-6H19V6l-4-3-3 3-3-3ZM12 6v15M9.500 16h.5M14 16h.5' },
  { emoji: '🧣', words: /scarf/, path: 'M7 5c3 3 7 3 10 0l1 4c-3 3-9 3-12 0l1-4ZM9 10.500 7 21h4l1.500-9.700M8 18h3.500' },
  { emoji: '🧦', words: /sock/, path: 'M8 3h6v9l4 4c2 2-.5 5-3 4l-6-4a3 3 0 0 1-1-2V3ZM8 6.500h6' },
  { emoji: '👟👞', words: /shoe|sneaker/, path: 'M3 17V8l4 1c1 3 4 4 7 5l5 1c1.500.4 2 1.500 2 3H3v-1ZM9 11.500l1-1.500M12 13l1-1.500' },
  { emoji: '🎒', words: /backpack|rucksack/, path: 'M6 11a6 6 0 0 1 12 0v10H6V11ZM9 15h6v6H9v-6ZM10 5V3h4v2M9 11h6' },
  { emoji: '🥾', words: /boot/, path: 'M6 3h7v9l6 3c1.500.7 2 2 2 4H6V3ZM6 21h15v-2M10 7h3M10 10h3' },
  { emoji: '👜👛', words: /bag|purse/, path: 'M5 9h14l1 12H4L5 9ZM9 11V7a3 3 0 0 1 6 0v4' },
  { emoji: '🧘', words: /mat\b|yoga/, path: 'M4 20h15a3 3 0 1 0-3-3V6L6 9v11M17.500 17h2' },
  { emoji: '⛺🏕', words: /tent|camp|outdoor/, path: 'M12 4 3 20h18L12 4ZM12 11l-4 9M12 11l4 9' },
  { emoji: '🚴🚲', words: /helmet|cycl|bike/, path: 'M3 15a9 9 0 0 1 18 0v2H3v-2ZM12 6v7M7.500 8v6M16.500 8v6M7 17l3 4' },
  { emoji: '🏸🎾', words: /racket/, path: 'M15 3a6 6 0 0 1 4 9c-2 3-6 3-8 1s-2-6 1-8a5 5 0 0 1 3-2ZM11 13l-7 8M10.500 8l7 6M13.500 5l5 5' },
  { emoji: '🧸', words: /bear|plush|doll|kids|toy/, path: 'M7 6a2.500 2.500 0 1 1 3-1M17 6a2.500 2.500 0 1 0-3-1M12 5a7 7 0 1 0 0 15 7 7 0 0 0 0-15ZM9.500 11h.01M14.500 11h.01M10 15c1.200 1 2.800 1 4 0' },
  { emoji: '🪥', words: /toothbrush|brush/, path: 'M4 20 14 10M13 11l6-6M15 3l6 6M13 5l6 6M16.500 4.500 14.500 6.500M19.500 7.500l-2 2' },
  { emoji: '🧩', words: /puzzle|block/, path: 'M4 8h4c-1-3 4-3 3 0h4v4c3-1 3 4 0 3v5h-4c1-3-4-3-3 0H4V8Z' },
  { emoji: '🚂🚃', words: /train/, path: 'M4 6h8v10H4V6ZM12 10h6v6h-6M15 10V6h2v4M4 16h16M7 16a2 2 0 1 0 .01 0M16 16a2 2 0 1 0 .01 0M6.500 9h3' },
  { emoji: '🍵', words: /tea\b|drink|grocery/, path: 'M5 9h12v5a5 5 0 0 1-5 5h-2a5 5 0 0 1-5-5V9ZM17 10h2a2 2 0 0 1 0 5h-2.500M9 6c0-2 2-1 2-3M13 6c0-2 2-1 2-3' },
  { emoji: '☕', words: /coffee/, path: 'M9 4c5-2 10 3 8 9s-9 8-12 4 0-11 4-13ZM14 4.500c-5 4 1 8-6 14.500' },
  { emoji: '🍫', words: /chocolate|snack|biscuit/, path: 'M5 3h14v18H5V3ZM5 9h14M5 15h14M12 3v18' },
  { emoji: '🍯', words: /honey|jam/, path: 'M7 7h10c3 4 2 10-1 14H8C5 17 4 11 7 7ZM7 3.500h10V7H7V3.500ZM8 12h8M8 16h8' },
  { emoji: '📚📖', words: /book/, path: 'M4 5c3-1 6-1 8 1 2-2 5-2 8-1v14c-3-1-6-1-8 1-2-2-5-2-8-1V5ZM12 6v14' },
  { emoji: '🛋🪑', words: /sofa|chair|furniture|home/, path: 'M4 11l8-7 8 7v9H4v-9ZM10 20v-6h4v6' },
  { emoji: '⚽🏀', words: /ball|sport/, path: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17ZM3.500 12h17M12 3.500c3.500 3 3.500 14 0 17M12 3.500c-3.500 3-3.500 14 0 17' },
  { emoji: '🎮', words: /game/, path: 'M7 8h10a4.500 4.500 0 0 1 4 6.500c-.8 2.500-3 3-4.500 1.500L15 15H9l-1.500 1C6 17.500 3.800 17 3 14.500A4.500 4.500 0 0 1 7 8ZM8 10v3M6.500 11.500h3M16 11h.01M18 13h.01' },
  { emoji: '📷', words: /camera/, path: 'M4 8h3l2-3h6l2 3h3v11H4V8ZM12 10a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7Z' },
  { emoji: '🪁', words: /kite/, path: 'M12 2 19 9l-7 9-7-9 7-7ZM12 2v16M5 9h14M12 18c3 1-2 2 1 4' },
];

const parcel = 'M4 8l8-4 8 4v8l-8 4-8-4V8ZM4 8l8 4 8-4M12 12v8';

const byEmoji = new Map(drawings.flatMap(({ emoji, path }) => Array.from(emoji).map((letter) => [letter, path])));

const byWord = (text) => text && drawings.find(({ words }) => words.test(text.toLowerCase()))?.path;

export const drawingOf = (product) => byEmoji.get(Array.from(product.emoji ?? '')[0]) ?? byWord(product.name?.en) ?? byWord(product.category) ?? parcel;
