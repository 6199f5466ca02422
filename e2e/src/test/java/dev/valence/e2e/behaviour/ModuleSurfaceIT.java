package dev.valence.e2e.behaviour;

import static dev.valence.e2e.behaviour.Errors.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Exposed;
import dev.valence.e2e.Page;
import dev.valence.e2e.PageExtension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code require('electron').remote} is, and what it finds. */
class ModuleSurfaceIT {
    @Exposed
    static final class Library {
        public final int id = 1127;
        private final Library branch = this;

        public Library branch() {
            return branch;
        }

        public List<Library> branches() {
            return List.of(branch, this);
        }

        public Thread thread() {
            return Thread.currentThread();
        }

        public Class<?> type() {
            return Class.class;
        }
    }

    private static final Map<String, Object> STATE = new HashMap<>(Map.of("someProperty", "default value"));

    @RegisterExtension
    static final PageExtension java = PageExtension.with(main -> main.module("./library", new Library())
            .module("./sum", (IntBinaryOperator) Integer::sum)
            .global("sharedObject", STATE)
            .global("limit", 7));

    @BeforeEach
    void open(Page page) {
        page.open("plain.html");
    }

    @Test
    void aModuleIsFoundByItsName(Page page) {
        assertThat(page.run("return require('electron').remote.require('./library').id"))
                .isEqualTo(1127L);
        assertThat(page.run("return remote.require('./sum')(1, 2)")).isEqualTo(3L);
    }

    @Test
    void anUnknownModuleIsAnErrorThatNamesTheKnownOnes(Page page) {
        assertThat(said(page.fails("remote.require('./libary')")))
                .startsWith("NoSuchModuleError: Cannot find module './libary'. There are [./library, ./sum]");
        assertThat(said(page.fails("remote.getBuiltin('clipbord')")))
                .startsWith("NoSuchModuleError: ")
                .contains("clipbord", "app, ");
        assertThat(said(page.fails("require('fs')"))).startsWith("NoSuchModuleError: Cannot find module 'fs'");
    }

    @Test
    void theSameObjectIsTheSameProxyByWhateverWayItCame(Page page) {
        assertThat(page.run("""
                const library = remote.require('./library')
                return [
                  remote.require('./library'), library.branch(), ...library.branches(),
                ].every(each => each === library) && library.branch === library.branch""")).isEqualTo(true);
        assertThat(page.run("return remote.require('./sum') === remote.require('./sum')"))
                .isEqualTo(true);
    }

    @Test
    void aGlobalIsFoundByItsNameAndAnUnknownOneIsUndefined(Page page) {
        assertThat(page.run("return [remote.getGlobal('limit'), remote.getGlobal('unknown') === undefined]"))
                .hasToString("[7, true]");
        assertThat(
                        page.run(
                                "return 'toString,constructor,__proto__'.split(',').every(each => remote.getGlobal(each) === undefined)"))
                .isEqualTo(true);
    }

    @Test
    void aMapIsAGlobalThatPageAndJavaShare(Page page) {
        assertThat(page.run("""
                const shared = remote.getGlobal('sharedObject')
                shared.someProperty = 'new value'
                return remote.getGlobal('sharedObject').someProperty""")).isEqualTo("new value");
        assertThat(STATE).containsEntry("someProperty", "new value");
    }

    @Test
    void thePageHasAWindowAndContentsOfItsOwn(Page page) {
        assertThat(page.run("""
                const win = remote.getCurrentWindow(), contents = remote.getCurrentWebContents()
                return [win === remote.getCurrentWindow(), win.webContents === contents, win instanceof remote.BrowserWindow,
                  contents.getURL() === location.href, remote.BrowserWindow.fromId(win.id) === win]""")).hasToString("[true, true, true, true, true]");
    }

    @Test
    void theProcessIsTheGlobalOfThatName(Page page) {
        assertThat(page.run("return remote.process === remote.getGlobal('process') && remote.process.pid"))
                .isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void builtinModulesAreEnumerableGettersOfRemote(Page page) {
        assertThat(page.run("""
                return ['app', 'BrowserWindow', 'webContents', 'process'].filter(name =>
                  Object.keys(remote).includes(name) && remote[name] === remote[name] && remote[name]).join()""")).isEqualTo("app,BrowserWindow,webContents,process");
        assertThat(page.run("return remote.getBuiltin('app') === remote.app")).isEqualTo(true);
        assertThat(page.run("return Object.keys(remote).filter(name => !remote[name] && name !== 'deadline').length"))
                .isEqualTo(0L);
    }

    @Test
    void anUnknownNameOnRemoteIsUndefined(Page page) {
        assertThat(page.run("return remote.unknown === undefined && !('unknown' in remote)"))
                .isEqualTo(true);
    }

    @Test
    void theMembersOfRemoteNeedNoReceiver(Page page) {
        assertThat(page.run(
                        "const {require: find, getGlobal} = remote; return find('./library').id + getGlobal('limit')"))
                .isEqualTo(1134L);
    }

    @Test
    void aPageMayReplaceOrDeleteTheGlobalsThatTheClientUses(Page page) {
        assertThat(page.run("""
                const kept = {Promise, Map, JSON, Array, WebSocket}
                for (const name of ['Promise', 'WeakRef', 'FinalizationRegistry', 'Map', 'JSON', 'Uint8Array', 'Error', 'WebSocket'])
                  delete globalThis[name]
                try {
                  return remote.require('./library').branch().id
                } finally {
                  Object.assign(globalThis, kept)
                }""")).isEqualTo(1127L);
    }

    @Test
    void nothingThatReachesTheWholeProcessCrosses(Page page) {
        page.run("globalThis.library = remote.require('./library')");
        assertThat(said(page.fails("library.thread()")))
                .startsWith("NotExposedError: 'Library.thread' gave a java.lang.Thread, which pages may not see");
        assertThat(said(page.fails("library.type()")))
                .startsWith("NotExposedError: 'Library.type' gave a java.lang.Class");
        assertThat(
                        page.run(
                                "return ['getClass', 'wait', 'notify', 'hashCode', 'equals'].filter(name => name in library).length"))
                .isEqualTo(0L);
    }
}
