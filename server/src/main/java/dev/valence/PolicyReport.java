package dev.valence;

import dev.valence.api.Capabilities;
import dev.valence.api.Capability;
import dev.valence.api.Scope;
import java.util.List;

/** What pages may use, in words for the person who answers for it. */
final class PolicyReport {
    private final StringBuilder text = new StringBuilder();

    private PolicyReport() {}

    /**
     * @param origins whose pages come in beside the application's own, as far as that is known
     * @param warnings of what is dangerous, each a sentence
     */
    static String of(Grants grants, List<String> origins, List<String> warnings) {
        PolicyReport report = new PolicyReport();
        report.tell(grants);
        report.tellOrigins(origins);
        report.line("");
        if (warnings.isEmpty()) {
            report.line("Nothing of it is dangerous by itself.");
        } else {
            report.line("Dangerous, unless it is meant:");
            warnings.forEach(each -> report.line("  ! " + each));
        }
        return report.text.toString();
    }

    private void tell(Grants grants) {
        Capabilities declared = grants.declared();
        if (grants.isEverything()) {
            line(
                    "Everything is permitted to every page of the application's own origin, and to clients that are no browsers:"
                            + " allowEverything().");
        } else if (declared == null) {
            line(
                    "No capabilities are declared. Pages of the application's own origin, and clients that are no browsers, may use");
            line("  all modules and globals of the application, and all members of its exposed classes;");
            line("  of Valence's own: "
                    + (grants.builtins().isEmpty() ? "nothing" : String.join(", ", grants.builtins())) + ".");
            line("Pages of other origins may use nothing.");
        } else if (declared.all().isEmpty()) {
            line("Capabilities are declared, and there are none: nothing is permitted to anyone.");
        } else {
            line("Permitted is what these capabilities name, and nothing else.");
            declared.all().forEach(this::tell);
        }
    }

    private void tellOrigins(List<String> origins) {
        if (!origins.isEmpty()) {
            line("");
            line(
                    "Pages of these origins come in, too, by allowOrigin(…). They may use what capabilities permit that name their origin:");
            origins.forEach(origin -> line("  " + origin));
        }
    }

    private void tell(Capability capability) {
        line("");
        line(capability.identifier() + (capability.description().isEmpty() ? "" : ": " + capability.description()));
        line("  for pages", capability.origins(), "of the application's own origin, and clients that are no browsers");
        line("  in windows", capability.windows(), "of any name or none, and tabs of other browsers");
        line("  of users", capability.principals(), "of any name or none");
        line("  modules", capability.modules(), "none");
        line("  globals", capability.globals(), "none");
        line("  built-ins", capability.builtins(), "none");
        line("  members", capability.members(), "none");
        if (!capability.denied().isEmpty()) {
            line("  never", capability.denied(), "");
        }
        capability.scopes().forEach(this::tell);
    }

    private void tell(Scope scope) {
        String bound = scope instanceof Scope.Folder folder
                ? "leads into " + folder.folder()
                : scope instanceof Scope.Schemes schemes
                        ? "is a URL of " + String.join(", ", schemes.schemes())
                        : "is one of " + String.join(", ", ((Scope.Values) scope).values());
        line("  where argument " + scope.argument() + " of " + scope.member() + " " + bound);
    }

    private void line(String label, List<String> names, String none) {
        line("%-12s %s".formatted(label, names.isEmpty() ? none : String.join(", ", names)));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
