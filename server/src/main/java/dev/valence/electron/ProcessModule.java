package dev.valence.electron;

import dev.valence.api.Copy;
import dev.valence.api.Exposed;
import dev.valence.api.NotSupportedException;
import dev.valence.api.Property;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The global {@code process}: figures of the Java process, named as Node and Electron name theirs
 * (docs/api/process.md of 1.4.14). There is no {@code env}: environments hold secrets, and a page is the less trusted side.
 * Members may be called from any thread.
 */
@Exposed("process")
public final class ProcessModule {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private final String valenceVersion;
    private final WindowBackend backend;

    /** @param backend knows the version of its browser, once it was started */
    public ProcessModule(String valenceVersion, WindowBackend backend) {
        this.valenceVersion = valenceVersion;
        this.backend = backend;
    }

    /**
     * Bytes in use.
     *
     * @param rss memory that the system gave the process; 0 where the system does not tell
     * @param heapTotal size of Java's heap
     * @param heapUsed what objects and garbage take of it
     */
    @Copy
    @Exposed
    public record Memory(long rss, long heapTotal, long heapUsed) {}

    /** Kilobytes of the whole machine. */
    @Copy
    @Exposed
    public record SystemMemory(long total, long free, long swapTotal, long swapFree) {}

    /** {@code browser}: Electron's word for the main process. */
    @Property
    public String type() {
        return "browser";
    }

    /** {@code linux}, {@code darwin} or {@code win32}. */
    @Property
    public String platform() {
        return Platform.current().nodeName();
    }

    /** Kind of processor, in Node's words, such as {@code x64} or {@code arm64}. */
    @Property
    public String arch() {
        String name = System.getProperty("os.arch");
        return switch (name) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64" -> "arm64";
            case "x86", "i386", "i686" -> "ia32";
            default -> name;
        };
    }

    /** Id of the Java process. */
    @Property
    public long pid() {
        return ProcessHandle.current().pid();
    }

    /** The program that runs Java. */
    @Property
    public String execPath() {
        return executable();
    }

    /**
     * The program, then the main class or jar, then the application's arguments. Options of the virtual machine are left out,
     * since passwords are handed over in them.
     */
    @Property
    public List<String> argv() {
        List<String> argv = new ArrayList<>();
        argv.add(executable());
        String main = System.getProperty("sun.java.command", "");
        String[] arguments = ProcessHandle.current().info().arguments().orElse(new String[0]);
        for (int i = 0; i < arguments.length; i++) {
            if (!main.isEmpty() && main.startsWith(arguments[i]) && !arguments[i].isEmpty()) {
                argv.addAll(List.of(arguments).subList(i, arguments.length));
                break;
            }
        }
        return argv;
    }

    /** Version of Java, with the {@code v} that Node puts before its own. */
    @Property
    public String version() {
        return "v" + System.getProperty("java.version");
    }

    /** Versions of {@code java}, {@code valence} and, once a window was opened, {@code chrome}. */
    @Copy
    @Property
    public Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("java", System.getProperty("java.version"));
        versions.put("valence", valenceVersion);
        backend.browserVersion().ifPresent(version -> versions.put("chrome", version));
        return versions;
    }

    /** The folder that the process runs in. */
    public String cwd() {
        return Path.of("").toAbsolutePath().toString();
    }

    /** Seconds since Java was started. */
    public double uptime() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    }

    /** How much memory the process uses, in bytes. */
    public Memory memoryUsage() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new Memory(kilobytes(STATUS, "VmRSS").orElse(0) * 1024, heap.getCommitted(), heap.getUsed());
    }

    /**
     * How much memory the machine has, in kilobytes.
     *
     * @throws NotSupportedException the system is not Linux: Java itself does not know
     */
    public SystemMemory getSystemMemoryInfo() {
        return new SystemMemory(machine("MemTotal"), machine("MemFree"), machine("SwapTotal"), machine("SwapFree"));
    }

    static String executable() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElseGet(() ->
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    private static long machine(String name) {
        return kilobytes(MEMORY, name)
                .orElseThrow(() -> new NotSupportedException(
                        "getSystemMemoryInfo() reads /proc/meminfo, which this system does not have"));
    }

    /** Reads a line such as {@code VmRSS:  1234 kB}. */
    private static OptionalLong kilobytes(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
