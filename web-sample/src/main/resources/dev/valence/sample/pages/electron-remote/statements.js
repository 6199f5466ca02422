/**
 * The documentation as code. Each statement says one thing; `run` puts it to the test and is printed as it is; `expected` is
 * what must come out, as inspect.js prints it.
 */
import { openFrame, reload, until } from './frames.js'

const { remote } = require('electron')

export const chapters = [
  {
    title: 'From the page to Java and back',
    statements: [
      {
        id: 'first-script',
        says: 'The first inline script of a page can use Java already. This one took BrowserWindow from remote.',
        run: () => typeof BrowserWindow,
        expected: `'function'`,
      },
      {
        id: 'browser-window',
        says: 'A page opens a window: a real one, of the browser that Java started.',
        opensWindow: true,
        run() {
          const win = new BrowserWindow({ width: 800, height: 600 })
          const { width, height } = win.getBounds()
          win.destroy()
          return [width, height, win.isDestroyed()]
        },
        expected: '[800, 600, true]',
      },
      {
        id: 'way-back',
        says: 'The other way round, Java runs code in the page, and gets a promise of what it gives.',
        run: () => remote.getCurrentWebContents().executeJavaScript('document.title'),
        expected: `'remote, statement by statement'`,
      },
    ],
  },
  {
    title: 'Remote objects',
    statements: [
      {
        id: 'object',
        says: 'What remote gives stands for an object in Java. Calling a method of it is a message, and waits for the answer.',
        run() {
          const Counter = remote.require('./counter')
          const counter = new Counter(40)
          return counter.add(2)
        },
        expected: '42',
      },
      {
        id: 'property',
        says: 'Reading and writing a property are messages too; here the getter and the setter of a Java class answer.',
        run() {
          const Counter = remote.require('./counter')
          const counter = new Counter(0)
          counter.value = 7
          counter.add(1)
          return counter.value
        },
        expected: '8',
      },
      {
        id: 'function',
        says: 'A Java function is a remote function, and calling it is the same kind of message.',
        run() {
          const { stamp } = remote.require('./library')
          return stamp('Emma')
        },
        expected: `'Property of the library: Emma'`,
      },
      {
        id: 'constructor',
        says: 'A Java class is a remote constructor. The object is made in Java, and is the same one whenever it comes back.',
        run() {
          const Counter = remote.require('./counter')
          const [one, two] = [new Counter(0), new Counter(0)]
          return [one instanceof Counter, one.constructor.name, one.isSame(one), one.isSame(two)]
        },
        expected: `[true, 'Counter', true, false]`,
      },
      {
        id: 'enumerable',
        says: 'A page lists the enumerable members of an object. What Java keeps to itself is not there at all.',
        run() {
          const Counter = remote.require('./counter')
          const book = remote.require('./library').lend('Emma')
          return [Object.keys(book), 'add' in Counter.prototype, 'reset' in Counter.prototype]
        },
        expected: `[['title'], true, false]`,
      },
      {
        id: 'first-reference',
        says: 'The members are those of the moment in which the page first got the object. Later ones are not seen.',
        run() {
          const library = remote.require('./library')
          const catalogue = library.catalogue()
          library.add(catalogue, 'Ulysses', 1922)
          return [catalogue.Emma, catalogue.Ulysses]
        },
        expected: '[1815, undefined]',
      },
    ],
  },
  {
    title: 'Copies',
    statements: [
      {
        id: 'arrays',
        says: 'An array is copied on its way: changing it here changes nothing in Java.',
        run() {
          const library = remote.require('./library')
          const titles = library.titles()
          titles.push('Middlemarch')
          return [titles.length, library.titles().length]
        },
        expected: '[4, 3]',
      },
      {
        id: 'buffers',
        says: 'So are bytes.',
        run() {
          const library = remote.require('./library')
          library.seal()[0] = 0
          return library.seal()
        },
        expected: 'Uint8Array [86, 97, 108]',
      },
      {
        id: 'primitives',
        says: 'So are strings, numbers and other primitive values.',
        run() {
          const shared = remote.getGlobal('sharedObject')
          let greeting = shared.greeting
          greeting += ', world'
          return [greeting, shared.greeting]
        },
        expected: `['hello, world', 'hello']`,
      },
    ],
  },
  {
    title: 'Lifetime',
    statements: [
      {
        id: 'lifetime',
        says:
          'An object of Java lives as long as the page has it, though nobody in Java does. When the page has let go, here ' +
          'without waiting for its garbage collector, so does Java.',
        run() {
          const library = remote.require('./library')
          const book = library.lend('Walden')
          const held = library.isBookAlive()
          remote.release(book)
          return [held, library.isBookAlive()]
        },
        expected: '[true, false]',
      },
      {
        id: 'leak',
        says: 'What a page stores and forgets stays in Java too. So a leak of the page is one of Java, and can be counted.',
        run() {
          const library = remote.require('./library')
          const before = remote.held().objects
          const shelf = ['Emma', 'Ulysses', 'Walden'].map(title => library.lend(title))
          const leaked = remote.held().objects - before
          for (const book of shelf) remote.release(book)
          return [leaked, remote.held().objects - before]
        },
        expected: '[3, 0]',
      },
    ],
  },
  {
    title: 'Callbacks and reload',
    statements: [
      {
        id: 'map-numbers',
        says:
          'Java cannot map with a function of the page: the page is waiting and runs it later, so nothing comes back. ' +
          'A function of Java maps as ever.',
        run() {
          const numbers = remote.require('./mapNumbers')
          return [numbers.withRendererCallback(x => x + 1), numbers.withLocalCallback()]
        },
        expected: '[[undefined, undefined, undefined], [2, 3, 4]]',
      },
      {
        id: 'later',
        says: 'Callbacks run after the call in which Java called them. So the two never wait for each other.',
        async run() {
          const library = remote.require('./library')
          const order = []
          const called = new Promise(resolve => library.remember(() => resolve(order.push('called'))))
          library.callReader()
          order.push('went on')
          await called
          return order
        },
        expected: `['went on', 'called']`,
      },
      {
        id: 'kept',
        says: 'A function that Java keeps stays alive in the page, until Java lets go of it.',
        run() {
          const library = remote.require('./library')
          library.remember(() => {})
          const kept = library.isReaderAlive()
          library.remember(null)
          return [kept, library.isReaderAlive()]
        },
        expected: '[true, false]',
      },
      {
        id: 'reload',
        says:
          'Each load of this page adds a listener to its window. In Electron they pile up, and calling the old ones fails. ' +
          'Here they go with their page: press F5 as often as you like.',
        run: () => remote.getCurrentWindow().listenerCount('close'),
        expected: '1',
      },
      {
        id: 'frames',
        says: 'The same with an emitter that outlives all pages, and with a page in a frame that is reloaded five times.',
        async run() {
          const doorbell = remote.require('./doorbell')
          const frame = await openFrame('electron-remote/listener.html')
          for (let time = 0; time < 5; time++) await reload(frame)
          await until(() => doorbell.listenerCount('ring') === 1)
          const rang = doorbell.ring()
          frame.remove()
          await until(() => doorbell.listenerCount('ring') === 0)
          return [rang, doorbell.ring()]
        },
        expected: '[true, false]',
      },
    ],
  },
  {
    title: 'What remote has',
    statements: [
      {
        id: 'built-in',
        says: "The main process's own modules are getters of remote.",
        run: () => remote.app.getName(),
        expected: `'Commander'`,
      },
      {
        id: 'require',
        says: 'remote.require gives what Java offers by a name, the same object each time, or says what there is.',
        run() {
          const [first, second] = [remote.require('./library'), remote.require('./library')]
          try {
            remote.require('./nowhere')
          } catch (error) {
            return [first === second, error.name]
          }
        },
        expected: `[true, 'NoSuchModuleError']`,
      },
      {
        id: 'current-window',
        says: 'remote.getCurrentWindow gives the window that this page is in.',
        run() {
          const win = remote.getCurrentWindow()
          return [win instanceof BrowserWindow, win === BrowserWindow.fromId(win.id)]
        },
        expected: '[true, true]',
      },
      {
        id: 'current-contents',
        says: "remote.getCurrentWebContents gives that window's contents.",
        run() {
          const contents = remote.getCurrentWebContents()
          return [contents === remote.getCurrentWindow().webContents, contents.getURL() === location.href]
        },
        expected: '[true, true]',
      },
      {
        id: 'global',
        says: 'remote.getGlobal gives a global of the main process, and undefined where there is none.',
        run() {
          const { greeting } = remote.getGlobal('sharedObject')
          return [greeting, remote.getGlobal('nothing')]
        },
        expected: `['hello', undefined]`,
      },
      {
        id: 'process',
        says: 'remote.process is the global of that name, asked for once. It tells of the Java process.',
        run() {
          const { process } = remote
          return [process === remote.getGlobal('process'), process.pid > 0, process.type]
        },
        expected: `[true, true, 'browser']`,
      },
    ],
  },
]
