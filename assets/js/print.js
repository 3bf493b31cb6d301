// The button that prints the page: without script, or where the browser cannot print, it is not there.
const button = document.getElementById('print')
if (button && window.print) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
