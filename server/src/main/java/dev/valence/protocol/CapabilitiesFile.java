package dev.valence.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.valence.api.Capabilities;
import dev.valence.api.Capability;
import dev.valence.api.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code capabilities.json} → {@link Capabilities}. An error names file, line and place. {@code docs/capabilities.md} describes the file. */
public final class CapabilitiesFile {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** A place in a message of the parser, and in it line and column. */
    private static final Pattern SOURCE = Pattern.compile("\\[Source: [^;]*; ([^]]*)]");

    /** Members of a capability that are lists of names. */
    private static final Map<String, BiFunction<Capability, String[], Capability>> LISTS = Map.of(
            "windows", Capability::withWindows,
            "origins", Capability::withOrigins,
            "principals", Capability::withPrincipals,
            "modules", Capability::withModules,
            "globals", Capability::withGlobals,
            "builtins", Capability::withBuiltins,
            "members", Capability::withMembers,
            "deny", Capability::withoutMembers);

    private final String name;
    private final @Nullable Path folder;
    private final JsonParser parser;

    private CapabilitiesFile(String name, @Nullable Path folder, JsonParser parser) {
        this.name = name;
        this.folder = folder;
        this.parser = parser;
    }

    /**
     * Reads a file. Folders in it are seen from where it is.
     *
     * @throws IllegalArgumentException it cannot be read, or is malformed
     */
    public static Capabilities read(Path file) {
        try {
            return parse(file.toString(), file.toAbsolutePath().getParent(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": there is no such file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e, e);
        }
    }

    /**
     * Reads a file on the class path. Folders in it are absolute.
     *
     * @throws IllegalArgumentException it is missing, or malformed
     */
    public static Capabilities readResource(String resource) {
        try (InputStream stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("There is no " + resource + " on the class path");
            }
            return parse(resource, null, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException(resource + " cannot be read: " + e, e);
        }
    }

    /**
     * Reads a text.
     *
     * @param name of the file, for messages
     * @param folder that folders are seen from; null where they are absolute
     */
    static Capabilities parse(String name, @Nullable Path folder, String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            return new CapabilitiesFile(name, folder, parser).file();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(name + place(e.getLocation()) + ": no JSON: " + plain(e), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " cannot be read: " + e, e);
        }
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** What the parser says, without what it says of itself: of a bracket that nobody closes, only where it is. */
    private static String plain(JsonProcessingException problem) {
        return SOURCE.matcher(problem.getOriginalMessage()).replaceAll("$1");
    }

    private Capabilities file() throws IOException {
        List<Capability> capabilities = null;
        parser.nextToken();
        begin(JsonToken.START_OBJECT, "an object with \"capabilities\"");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            switch (parser.currentName()) {
                case "$schema" -> text("the address of a schema");
                case "capabilities" -> capabilities = capabilities();
                default -> throw unknown(List.of("$schema", "capabilities"));
            }
        }
        if (capabilities == null) {
            throw wrong("\"capabilities\" is missing");
        }
        if (parser.nextToken() != null) {
            throw wrong("there is something behind the end");
        }
        return Capabilities.of(capabilities);
    }

    private List<Capability> capabilities() throws IOException {
        List<Capability> read = new ArrayList<>();
        parser.nextToken();
        begin(JsonToken.START_ARRAY, "a list of capabilities");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            begin(JsonToken.START_OBJECT, "a capability");
            read.add(capability());
            // Here, and not at the end, where no line would tell which one.
            checked(Capabilities::of, read);
        }
        return read;
    }

    /** The identifier may come last. */
    private Capability capability() throws IOException {
        String identifier = null;
        Capability read = Capability.named("unnamed");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            BiFunction<Capability, String[], Capability> list = LISTS.get(member);
            if (list != null) {
                read = list.apply(read, texts().toArray(String[]::new));
            } else {
                switch (member) {
                    case "identifier" -> identifier = text("a name");
                    case "description" -> read = read.withDescription(text("a text"));
                    case "scopes" -> read = scopes(read);
                    default -> {
                        TreeSet<String> known = new TreeSet<>(LISTS.keySet());
                        known.addAll(List.of("identifier", "description", "scopes"));
                        throw unknown(known);
                    }
                }
            }
        }
        if (identifier == null) {
            throw wrong("a capability has an \"identifier\"");
        }
        return checked(read::withIdentifier, identifier);
    }

    private Capability scopes(Capability read) throws IOException {
        Capability bounded = read;
        parser.nextToken();
        begin(JsonToken.START_ARRAY, "a list of scopes");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            begin(JsonToken.START_OBJECT, "a scope");
            bounded = bounded.withScope(scope());
        }
        return bounded;
    }

    private Scope scope() throws IOException {
        String member = null;
        int argument = 0;
        String place = null;
        List<String> schemes = null;
        List<String> values = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            switch (parser.currentName()) {
                case "member" -> member = text("a pattern of members");
                case "argument" -> argument = number();
                case "folder" -> place = text("the path of a folder");
                case "schemes" -> schemes = texts();
                case "values" -> values = texts();
                default -> throw unknown(List.of("argument", "folder", "member", "schemes", "values"));
            }
        }
        int kinds = (place == null ? 0 : 1) + (schemes == null ? 0 : 1) + (values == null ? 0 : 1);
        if (member == null || kinds != 1) {
            throw wrong("a scope has a \"member\", and either a \"folder\", \"schemes\" or \"values\"");
        }
        String bounded = member;
        int index = argument;
        if (place != null) {
            return checked(path -> new Scope.Folder(bounded, index, resolved(path)), place);
        }
        return schemes != null
                ? checked(each -> new Scope.Schemes(bounded, index, each), schemes)
                : checked(each -> new Scope.Values(bounded, index, each), Objects.requireNonNull(values));
    }

    private Path resolved(String place) {
        Path path = Path.of(place);
        if (folder == null && !path.isAbsolute()) {
            throw new InvalidPathException(place, "is not absolute, which it has to be in a file on the class path");
        }
        return folder == null ? path : folder.resolve(path);
    }

    private String text(String wanted) throws IOException {
        parser.nextToken();
        begin(JsonToken.VALUE_STRING, wanted);
        return parser.getText();
    }

    private int number() throws IOException {
        parser.nextToken();
        begin(JsonToken.VALUE_NUMBER_INT, "the number of an argument, from 0");
        return parser.getIntValue();
    }

    private List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        parser.nextToken();
        begin(JsonToken.START_ARRAY, "a list of strings");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            begin(JsonToken.VALUE_STRING, "a string");
            texts.add(parser.getText());
        }
        return texts;
    }

    private void begin(JsonToken token, String wanted) {
        if (parser.currentToken() != token) {
            throw wrong("here is " + wanted + " wanted");
        }
    }

    /** What the application's interface refuses is refused where it stands. */
    private <T, R> R checked(Function<T, R> maker, T value) {
        try {
            return maker.apply(value);
        } catch (IllegalArgumentException refusal) {
            throw wrong(String.valueOf(refusal.getMessage()));
        }
    }

    private IllegalArgumentException unknown(Iterable<String> known) {
        return wrong("this is not known here; there are " + String.join(", ", known));
    }

    private IllegalArgumentException wrong(String what) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        return new IllegalArgumentException(
                name + ", line " + parser.currentTokenLocation().getLineNr()
                        + (pointer.isEmpty() ? "" : ", at " + pointer) + ": " + what);
    }
}
