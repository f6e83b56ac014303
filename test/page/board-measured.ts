/**
 * What is wrong with the picture in a browser, in words; the browser measures it itself. Written for old ones too.
 * Letters of 2 cm on a screen of 53.5 cm: 3.74 % of its shorter side.
 */
export const complaintsInBrowser = `(function () {
  var wrong = [], width = innerWidth, height = innerHeight, root = document.scrollingElement || document.documentElement;
  if (root.scrollWidth > width || root.scrollHeight > height) wrong.push('scrolls');
  var canvas = document.createElement('canvas');
  canvas.width = canvas.height = 800;
  var context = canvas.getContext('2d');
  function capHeight(style) {
    context.clearRect(0, 0, 800, 800);
    context.font = style.fontWeight + ' ' + style.fontSize + ' ' + style.fontFamily;
    context.fillText('H', 0, 700);
    var pixels = context.getImageData(0, 0, 800, 800).data, top = 800, bottom = 0;
    for (var at = 3; at < pixels.length; at += 4) if (pixels[at] > 127) {
      var y = Math.floor(at / 4 / 800);
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
    return bottom - top + 1;
  }
  var all = document.querySelectorAll('.board *');
  for (var i = 0; i < all.length; i++) {
    var element = all[i], text = element.children.length === 0 ? element.textContent : '';
    if (text === '' || element.parentElement.className === 'running') continue;
    var box = element.getBoundingClientRect(), name = element.className + ' "' + text.slice(0, 20) + '"';
    if (box.left < 0 || box.top < 0 || box.right > width || box.bottom > height) wrong.push('outside: ' + name);
    if (element.scrollWidth > element.clientWidth + 1) wrong.push('wider than its box: ' + name);
    if (element.scrollHeight > element.clientHeight + 3) wrong.push('higher than its box: ' + name);
    var cap = capHeight(getComputedStyle(element));
    if (cap < Math.min(width, height) * 2 / 53.5 - 0.5) wrong.push('letters of ' + cap + ' px: ' + name);
  }
  if (all.length === 0) wrong.push('nothing is shown');
  return JSON.stringify(wrong);
})()`;
