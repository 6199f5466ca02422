package dev.valence;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Tells what a {@code capabilities.json} permits, and warns of what is dangerous in it: {@code ./run doctor}. */
public final class Doctor {
    private static final String USAGE = """
            ./run doctor [capabilities.json]: tells what pages may use, and warns of what is dangerous.

            Without a file it tells what holds where an application declares nothing. Of a running application,
            MainProcess.policy() tells the same, and of its server.
            It ends with 1 where the file cannot be read or is malformed.
            """;

    private Doctor() {}

    public static void main(String... arguments) {
        int code = run(List.of(arguments), System.out, System.err);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** @return the exit code */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.size() > 1 || arguments.contains("--help") || arguments.contains("-h")) {
            out.print(USAGE);
            return arguments.size() > 1 ? 2 : 0;
        }
        Grants grants = new Grants();
        try {
            arguments.forEach(file -> grants.declare(Path.of(file)));
        } catch (IllegalArgumentException problem) {
            err.println(problem.getMessage());
            return 1;
        }
        out.print(PolicyReport.of(grants, List.of(), DangerousGrants.in(grants)));
        return 0;
    }
}
