// Calls of every kind, one after another, numbered; and what came of each, for the oracle in Java.
const ledger = require('electron').remote.require('./ledger')
const { async: twin, callable, release } = require('electron').remote
const later = twin(ledger)

let random
let lastId = 0
/** How many events are to come to the listener. */
let expected = 0
/** What a callback was called with, and a listener. */
const heard = []
const counted = []
/** How long the slowest call has blocked the page, in milliseconds. */
let slowest = 0
/** Objects that the page keeps across all faults. */
const kept = []

/** Begins with the calls of that seed, and with so many events. */
function begin(seed, events) {
  expected = events
  ledger.on('count', number => counted.push(number))
  ledger.count(events)
  // Mulberry32.
  let state = seed | 0
  random = most => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * most)
  }
}

function bytesFor(id, length) {
  const bytes = new Uint8Array(length)
  for (let i = 4; i < length; i++) bytes[i] = id * 31 + i
  return bytes
}

/** The place in the first four bytes; the others have to be those that were sent. */
function placeIn(bytes, id, length) {
  const sent = bytesFor(id, length)
  if (bytes.length !== length || sent.some((each, i) => i >= 4 && bytes[i] !== each)) throw new Error('other bytes came back')
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
}

const hear = id => heard.push(id)
const asked = callable(place => place)
const askedAgain = callable(place => {
  // A call inside of the wait of another one.
  ledger.self()
  return place
})

/** Each makes one call of Java that appends `id`, and gives its place in the ledger, or a promise of it. */
const deeds = [
  id => ledger.append(id),
  id => ledger.append(id),
  id => later.append(id),
  id => later.self().append(id),
  id => later.self().self().append(id),
  id => ledger.appendSlowly(id, random(25)),
  id => later.appendSlowly(id, random(10)),
  id => ledger.appendLater(id),
  id => ledger.appendAndSay(id, hear),
  id => later.appendAndSay(id, hear),
  id => ledger.appendAsked(id, asked),
  id => ledger.appendAsked(id, askedAgain),
  id => {
    const length = 4 + random(random(8) === 0 ? 400_000 : 5000)
    return placeIn(ledger.appendBytes(id, bytesFor(id, length)), id, length)
  },
  async id => {
    const length = 4 + random(5000)
    return placeIn(await later.appendBytes(id, bytesFor(id, length)), id, length)
  },
  id => {
    const entry = ledger.appendEntry(id)
    const place = entry.position()
    release(entry)
    return place
  },
  id => {
    const entry = ledger.appendEntry(id)
    if (kept.push(entry) > 50) release(kept.shift())
    return entry.position()
  },
]

/** What is not there by then never comes: the oracle is told so, and not the patience of Selenium. */
const PATIENCE_MS = 30_000

function within(promises) {
  return Promise.race([Promise.all(promises), new Promise(resolve => setTimeout(resolve, PATIENCE_MS))])
}

/**
 * Makes `count` calls and waits for the last of them. Tells the last id, and of each call that was answered its id and the place that Java
 * says it has, or its error.
 */
async function work(count) {
  const outcomes = []
  const underWay = []
  const record = (id, outcome) => outcomes.push({ id, ...outcome })
  const fail = (id, kind, error) => record(id, { error: `deed ${kind}: ${error?.stack ?? error}` })
  for (let i = 0; i < count; i++) {
    const id = ++lastId
    const kind = random(deeds.length)
    const begin = performance.now()
    try {
      const place = deeds[kind](id)
      slowest = Math.max(slowest, performance.now() - begin)
      if (typeof place === 'number') record(id, { place })
      else underWay.push(Promise.resolve(place).then(place => record(id, { place }), error => fail(id, kind, error)))
    } catch (error) {
      fail(id, kind, error)
    }
    if (random(10) === 0) await within(underWay.splice(0))
  }
  await within(underWay)
  return { last: lastId, outcomes }
}

/** When all events are there: what came of its own accord, in order; and whether the objects that were kept are of use. */
async function whatWasSeen() {
  const end = performance.now() + PATIENCE_MS
  while (counted.length < expected && performance.now() < end) await new Promise(resolve => setTimeout(resolve, 20))
  return {
    heard,
    slowest: Math.round(slowest),
    events: counted.every((each, i) => each === i + 1) ? counted.length : counted,
    kept: kept.length > 0 && kept.every(entry => entry.position() > 0),
  }
}
