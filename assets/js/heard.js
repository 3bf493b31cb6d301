// Says what an answer changed, for whoever cannot see it, and takes the keyboard there when the button it stood on is
// gone. At first nothing is said: the page is being read anyway.
export function hear({ data, parentElement }) {
  let box = parentElement.querySelector('.ws-heard')
  if (!box) {
    box = document.createElement('div')
    box.className = 'ws-heard'
    box.setAttribute('role', 'status')
    parentElement.append(box)
    box.told = data.told
    return
  }
  if (box.told === data.told) return
  box.told = data.told
  box.textContent = data.told
  setTimeout(() => { // the page is still being redrawn
    const place = document.querySelector(`.${CSS.escape(data.place)}`)
    if (!place || (document.activeElement && document.activeElement !== document.body)) return
    place.tabIndex = -1
    place.focus()
  }, 150)
}
