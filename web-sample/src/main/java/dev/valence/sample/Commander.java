package dev.valence.sample;

import dev.valence.MainProcess;
import dev.valence.MainProcessBuilder;
import dev.valence.api.RemoteException;
import dev.valence.electron.BrowserWindowOptions;
import dev.valence.sample.documentation.Counter;
import dev.valence.sample.documentation.Doorbell;
import dev.valence.sample.documentation.Library;
import dev.valence.sample.documentation.MapNumbers;
import dev.valence.sample.files.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.ConcurrentHashMap;

/** Starts the file explorer: one main process, two pages, one window. */
public final class Commander {
    private Commander() {}

    public static void main(String... arguments) throws InterruptedException {
        CommanderOptions options;
        try {
            options = CommanderOptions.parse(arguments);
        } catch (IllegalArgumentException problem) {
            System.err.println(problem.getMessage() + " --help lists the options.");
            System.exit(2);
            return;
        }
        if (options.help()) {
            System.out.print(CommanderOptions.USAGE);
            return;
        }
        try (Workspace workspace = Workspace.open(options.root());
                MainProcess main = start(options, workspace)) {
            if (options.development()) {
                // On standard error, as all that is no address. Of the server's part no file tells.
                System.err.println(main.policy());
            }
            System.out.println("Commander is at " + main.address().resolve(options.page()));
            if (!options.window() || !openWindow(main, options.page())) {
                if (!options.admitAnyone()) {
                    tellAddresses(main, options.page());
                }
                // Without a window of its own, it outlives those that its pages open and close.
                main.app().on("window-all-closed", event -> {});
            }
            main.awaitExit();
        } catch (IOException | IllegalStateException problem) {
            System.err.println("Commander could not start: " + problem.getMessage() + ". --help lists the options.");
            System.exit(1);
        }
    }

    /** An address opens one page, within a minute: the next one is there for whoever presses Enter. */
    private static void tellAddresses(MainProcess main, String page) {
        tellAddress(main, page);
        Thread keyboard = new Thread(
                () -> {
                    Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8);
                    while (lines.hasNextLine()) {
                        lines.nextLine();
                        tellAddress(main, page);
                    }
                },
                "keyboard");
        keyboard.setDaemon(true);
        keyboard.start();
    }

    private static void tellAddress(MainProcess main, String page) {
        System.out.println("Open it within a minute, once, by " + main.launchAddress(page)
                + "\n(Press Enter for another address. What it opens needs none for reloads and further tabs.)");
    }

    private static MainProcess start(CommanderOptions options, Workspace workspace) {
        MainProcessBuilder builder = furnish(MainProcess.builder(), workspace)
                .host(options.host())
                .allowHost(options.host())
                .port(options.port())
                .development(options.development());
        if (options.admitAnyone()) {
            builder.admitAnyone();
        }
        if (options.unprotected()) {
            builder.unprotectedOnPurpose();
        }
        // Unsaid, windows are invisible where there is no display.
        return (options.headless() ? builder.headless(true) : builder).start();
    }

    /** Adds what both pages need; the end-to-end tests furnish main processes of their own with it. */
    public static MainProcessBuilder furnish(MainProcessBuilder builder, Workspace workspace) {
        return builder.name("Commander")
                .pages("dev/valence/sample/pages")
                .capabilities("dev/valence/sample/capabilities.json")
                .module("commander", workspace.fileSystem())
                .module("./mapNumbers", new MapNumbers())
                .module("./counter", Counter.class)
                .module("./library", new Library())
                .module("./doorbell", new Doorbell())
                .global("sharedObject", new ConcurrentHashMap<>(Map.of("greeting", "hello")));
    }

    /** @return whether there is one; without a browser the address is still good for one that someone opens */
    private static boolean openWindow(MainProcess main, String page) {
        try {
            main.openWindow(page, BrowserWindowOptions.ofSize(1280, 800));
            return true;
        } catch (RemoteException problem) {
            System.err.println("No window: " + problem.getMessage() + " Open the address below in any Chromium.");
            return false;
        }
    }
}
