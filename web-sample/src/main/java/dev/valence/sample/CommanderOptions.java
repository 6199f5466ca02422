package dev.valence.sample;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What the command line says.
 *
 * @param host the address to listen on
 * @param port likewise; 0 for any free one
 * @param root the folder to explore
 * @param page what to begin with, as the address has it
 * @param window whether to open one
 * @param headless whether that window stays off the screen
 * @param admitAnyone whether every program that reaches the port may open pages
 * @param unprotected whether other machines may be able to reach it
 * @param development whether errors tell of Java, and what pages may use is printed
 * @param help whether only to say how this is used
 */
record CommanderOptions(
        String host,
        int port,
        Path root,
        String page,
        boolean window,
        boolean headless,
        boolean admitAnyone,
        boolean unprotected,
        boolean development,
        boolean help) {

    private static final Map<String, String> PAGES =
            Map.of("commander", "index.html", "electron-remote", "electron-remote.html");

    static final String USAGE = """
        Commander: explore a folder in a window of Chromium.

          --root DIR     the folder to explore, never left (default: your home folder)
          --port N       where the pages are served; 0 for any free port (default: 8420)
          --host NAME    the address to listen on (default: 127.0.0.1)
          --sample NAME  the page to begin with: commander or electron-remote (default: commander)
          --no-window    serve only; open the printed address in any Chromium
          --headless     open the window without showing it
          --admit-anyone let in every program that reaches the port, without a launch address
          --unprotected  start also where other machines can reach the port
          --development  tell pages the stacks of errors, and print what pages may use
          --help         say this
        """;

    /** @throws IllegalArgumentException with a message for the person who typed the arguments */
    static CommanderOptions parse(String... arguments) {
        String host = "127.0.0.1";
        int port = 8420;
        Path root = Path.of(System.getProperty("user.home"));
        String page = "index.html";
        boolean window = true;
        boolean headless = false;
        boolean admitAnyone = false;
        boolean unprotected = false;
        boolean development = false;
        boolean help = false;
        Iterator<String> rest = List.of(arguments).iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--host" -> host = value(argument, rest);
                case "--port" -> port = port(value(argument, rest));
                case "--root" -> root = folder(value(argument, rest));
                case "--sample" -> page = page(value(argument, rest));
                case "--no-window" -> window = false;
                case "--headless" -> headless = true;
                case "--admit-anyone" -> admitAnyone = true;
                case "--unprotected" -> unprotected = true;
                case "--development" -> development = true;
                case "--help", "-h" -> help = true;
                default -> throw new IllegalArgumentException("There is no option “" + argument + "”.");
            }
        }
        return new CommanderOptions(
                host, port, root, page, window, headless, admitAnyone, unprotected, development, help);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value after it.");
        }
        return rest.next();
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException noNumber) {
            // Said below, as for a number that is no port.
        }
        throw new IllegalArgumentException("--port takes a number from 0 to 65535, not “" + text + "”.");
    }

    private static String page(String sample) {
        String page = PAGES.get(sample);
        if (page == null) {
            throw new IllegalArgumentException("--sample takes commander or electron-remote, not “" + sample + "”.");
        }
        return page;
    }

    private static Path folder(String text) {
        try {
            Path folder = Path.of(text);
            if (Files.isDirectory(folder)) {
                return folder;
            }
        } catch (InvalidPathException noPath) {
            // Said below, as for a path without a folder.
        }
        throw new IllegalArgumentException("--root takes a folder, and “" + text + "” is none.");
    }
}
