package dev.valence.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.api.Capabilities;
import dev.valence.api.Capability;
import dev.valence.api.Exposed;
import dev.valence.api.Scope;
import dev.valence.electron.App;
import dev.valence.electron.BrowserWindow;
import dev.valence.electron.Event;
import dev.valence.electron.WebContents;
import dev.valence.invoke.ClassView;
import dev.valence.invoke.ExposedType;
import dev.valence.invoke.ExposurePolicy;
import dev.valence.invoke.MapView;
import dev.valence.invoke.TypeCatalog;
import dev.valence.protocol.WireValue;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which capabilities apply to whom, and what they permit together. */
class PolicyTest {
    private static final String OWN = "http://127.0.0.1:8420";
    private static final Who PAGE = new Who(OWN, null, null);

    @Exposed
    public static class Files {
        public String name = "";

        public void read() {}

        public void delete() {}

        public static void all() {}
    }

    @Exposed
    public static final class Archive extends Files {
        public void pack() {}
    }

    private final TypeCatalog catalog = new TypeCatalog(new ExposurePolicy(Set.of()));
    private final ExposedType files = typeOf(Files.class);
    private final ExposedType archive = typeOf(Archive.class);

    private ExposedType typeOf(Class<?> type) {
        return catalog.exposed(type).orElseThrow();
    }

    private static Policies of(Capability... capabilities) {
        return Policies.of(Capabilities.of(capabilities), OWN::equals);
    }

    private static Capability named(String identifier) {
        return Capability.named(identifier);
    }

    @Test
    void withoutACapabilityNothingIsPermitted() {
        Policy nothing = Policies.of(Capabilities.none(), origin -> true).of(PAGE);

        assertThat(nothing.permitsModule("files")).isFalse();
        assertThat(nothing.permitsGlobal("state")).isFalse();
        assertThat(nothing.permitsBuiltin("app")).isFalse();
        assertThat(nothing.use(files, "read").isDenied()).isTrue();
        assertThat(nothing.write(files, "name").isDenied()).isTrue();
        assertThat(nothing.construct(catalog.classOf(Files.class)).isDenied()).isTrue();
    }

    @Test
    void aModuleIsNoPermissionForItsMembers() {
        Policy policy = of(named("a").withModules("files")).of(PAGE);

        assertThat(policy.permitsModule("files")).isTrue();
        assertThat(policy.permitsModule("other")).isFalse();
        assertThat(policy.use(files, "read").isDenied()).isTrue();
    }

    @Test
    void aMemberIsPermittedByItsName() {
        Policy policy = of(named("a").withMembers("Files.read", "Files.na*")).of(PAGE);

        assertThat(policy.use(files, "read").isFree()).isTrue();
        assertThat(policy.use(files, "delete").isDenied()).isTrue();
        assertThat(policy.use(files, "name").isFree()).isTrue();
    }

    @Test
    void writingConstructingAndStaticsAreMembersOfTheirOwn() {
        ClassView type = catalog.classOf(Files.class);
        Policy reading = of(named("a").withMembers("Files.name")).of(PAGE);
        Policy writing = of(named("a").withMembers("Files.name=")).of(PAGE);
        Policy all = of(named("a").withMembers("Files.*")).of(PAGE);

        assertThat(reading.write(files, "name").isDenied()).isTrue();
        assertThat(reading.construct(type).isDenied()).isTrue();
        assertThat(reading.use(type, "all").isDenied()).isTrue();
        assertThat(writing.use(files, "name").isDenied()).isTrue();
        assertThat(writing.write(files, "name").isFree()).isTrue();
        assertThat(all.write(files, "name").isFree()).isTrue();
        assertThat(all.construct(type).isFree()).isTrue();
        assertThat(all.use(type, "all").isFree()).isTrue();
    }

    @Test
    void capabilitiesAddUpAndWhatOneDeniesNonePermits() {
        Policy policy = of(
                        named("a").withMembers("Files.read"),
                        named("b").withMembers("Files.*"),
                        named("c").withoutMembers("*.delete", "Files.name"))
                .of(PAGE);

        assertThat(policy.use(files, "read").isFree()).isTrue();
        assertThat(policy.use(files, "delete").isDenied()).isTrue();
        assertThat(policy.use(files, "name").isDenied()).isTrue();
        assertThat(policy.write(files, "name").isDenied())
                .as("to deny reading is to deny writing")
                .isTrue();
        assertThat(policy.denies(files, "delete")).isTrue();
        assertThat(policy.denies(files, "read")).isFalse();
    }

    @Test
    void anInheritedMemberIsNamedByEitherClassAndDeniedByEither() {
        assertThat(of(named("a").withMembers("Files.read"))
                        .of(PAGE)
                        .use(archive, "read")
                        .isFree())
                .isTrue();
        assertThat(of(named("a").withMembers("Archive.read"))
                        .of(PAGE)
                        .use(archive, "read")
                        .isFree())
                .isTrue();
        assertThat(of(named("a").withMembers("Archive.read"))
                        .of(PAGE)
                        .use(files, "read")
                        .isDenied())
                .isTrue();
        assertThat(of(named("a").withMembers("Files.*"))
                        .of(PAGE)
                        .use(archive, "pack")
                        .isDenied())
                .as("what only the heir has")
                .isTrue();
        assertThat(of(named("a").withMembers("*").withoutMembers("Files.delete"))
                        .of(PAGE)
                        .use(archive, "delete")
                        .isDenied())
                .isTrue();
    }

    @Test
    void mapsFunctionsAndStreamsHaveNoMembers() {
        assertThat(of().of(PAGE).use(new MapView(Object.class), "key").isFree()).isTrue();
    }

    @Test
    void aCapabilityWithoutOriginsIsForTheApplicationsOwnAndForClientsThatAreNoBrowsers() {
        Policies policies = of(named("a").withModules("files"));

        assertThat(policies.of(PAGE).permitsModule("files")).isTrue();
        assertThat(policies.of(new Who(null, null, null)).permitsModule("files"))
                .isTrue();
        for (String foreign : List.of("http://127.0.0.1:8421", "http://evil.test", "null", "file://", "", OWN + "/")) {
            assertThat(policies.of(new Who(foreign, null, null)).permitsModule("files"))
                    .as(foreign)
                    .isFalse();
        }
    }

    @Test
    void aCapabilityWithOriginsIsForThoseOnly() {
        Policies policies = of(named("a").withOrigins("https://*.example.org").withModules("files"));

        assertThat(policies.of(new Who("https://a.example.org", null, null)).permitsModule("files"))
                .isTrue();
        assertThat(policies.of(PAGE).permitsModule("files")).isFalse();
        assertThat(policies.of(new Who(null, null, null)).permitsModule("files"))
                .isFalse();
    }

    @Test
    void aCapabilityWithWindowsIsForWindowsOfThatNameOnly() {
        Policies policies = of(
                named("a").withWindows("viewer-*").withModules("files"),
                named("b").withWindows("*").withModules("all"));

        assertThat(policies.of(new Who(OWN, null, "viewer-1")).permitsModule("files"))
                .isTrue();
        assertThat(policies.of(new Who(OWN, null, "editor")).permitsModule("files"))
                .isFalse();
        assertThat(policies.of(new Who(OWN, null, "editor")).permitsModule("all"))
                .isTrue();
        assertThat(policies.of(PAGE).permitsModule("all"))
                .as("no name is none of any")
                .isFalse();
    }

    @Test
    void aCapabilityWithPrincipalsIsForThoseOnly() {
        Policies policies = of(named("a").withPrincipals("ann", "*@admins").withModules("files"));
        Principal ann = () -> "ann";
        Principal root = () -> "root@admins";
        Principal bob = () -> "bob";

        assertThat(policies.of(new Who(OWN, ann, null)).permitsModule("files")).isTrue();
        assertThat(policies.of(new Who(OWN, root, null)).permitsModule("files")).isTrue();
        assertThat(policies.of(new Who(OWN, bob, null)).permitsModule("files")).isFalse();
        assertThat(policies.of(PAGE).permitsModule("files")).isFalse();
    }

    @Test
    void renderersOfTheSameCapabilitiesHaveOnePolicy() {
        Policies policies = of(named("a"), named("b").withWindows("x"));

        assertThat(policies.of(new Who(OWN, null, "y"))).isSameAs(policies.of(PAGE));
        assertThat(policies.of(new Who(OWN, null, "x"))).isNotSameAs(policies.of(PAGE));
    }

    @Test
    void whereNothingIsDeclaredOwnPagesMayUseWhatTheApplicationGives() {
        Policies policies = Policies.ofOwnPages(List.of(), OWN::equals);
        Policy own = policies.of(PAGE);

        assertThat(own.permitsModule("files")).isTrue();
        assertThat(own.permitsGlobal("state")).isTrue();
        assertThat(own.use(files, "delete").isFree()).isTrue();
        assertThat(own.construct(catalog.classOf(Files.class)).isFree()).isTrue();
        assertThat(own.permitsGlobal("process")).isFalse();
        BuiltIns.names()
                .forEach(each -> assertThat(own.permitsBuiltin(each)).as(each).isFalse());
        assertThat(own.use(typeOf(BrowserWindow.class), "loadURL").isDenied()).isTrue();
        assertThat(own.use(typeOf(App.class), "quit").isDenied()).isTrue();
        assertThat(policies.of(new Who("http://evil.test", null, null)).permitsModule("files"))
                .isFalse();
    }

    @Test
    void whoHasItsOwnWindowHasNotTheClassOfAllWindows() {
        Policy own =
                Policies.ofOwnPages(List.of("getCurrentWindow"), OWN::equals).of(PAGE);
        ClassView windows = catalog.classOf(BrowserWindow.class);
        Policy byPattern =
                of(named("a").withBuiltins("getCurrentWindow").withMembers("*")).of(PAGE);

        assertThat(own.use(typeOf(BrowserWindow.class), "setTitle").isFree()).isTrue();
        for (Policy each : List.of(own, byPattern)) {
            assertThat(each.construct(windows).isDenied()).isTrue();
            assertThat(each.use(windows, "getAllWindows").isDenied()).isTrue();
        }
    }

    @Test
    void commandingAnotherPageTakesItsFullName() {
        ExposedType contents = typeOf(WebContents.class);

        for (String pattern : List.of("*", "WebContents.*", "WebContents.executeJavaScrip*")) {
            assertThat(of(named("a").withBuiltins("*").withMembers(pattern))
                            .of(PAGE)
                            .use(contents, "executeJavaScript")
                            .isDenied())
                    .as(pattern)
                    .isTrue();
        }
        assertThat(of(named("a").withMembers("WebContents.executeJavaScript"))
                        .of(PAGE)
                        .use(contents, "executeJavaScript")
                        .isFree())
                .isTrue();
        assertThat(Policies.ofOwnPages(BuiltIns.names(), OWN::equals)
                        .of(PAGE)
                        .use(contents, "executeJavaScript")
                        .isDenied())
                .isTrue();
    }

    @Test
    void aWindowLoadsPagesOfTheWebUnlessAScopeSaysOtherwise() {
        Verdict usual = of(named("a").withMembers("WebContents.*")).of(PAGE).use(typeOf(WebContents.class), "loadURL");
        Verdict scoped = of(named("a").withMembers("WebContents.*").withSchemes("WebContents.loadURL", "file"))
                .of(PAGE)
                .use(typeOf(WebContents.class), "loadURL");

        assertThat(usual.refusal(given("http://127.0.0.1/"))).isNull();
        assertThat(usual.refusal(given("javascript:alert(1)"))).isNotNull();
        assertThat(usual.refusal(given("file:///etc/passwd"))).isNotNull();
        assertThat(scoped.refusal(given("file:///etc/passwd"))).isNull();
    }

    private static List<WireValue> given(String argument) {
        return List.of(new WireValue.Plain(argument));
    }

    @Test
    void ofSeveralCapabilitiesOneWhoseScopesHoldIsEnough() {
        Verdict verdict = of(
                        named("a").withMembers("Files.read").withScope(new Scope.Values("Files.read", 0, List.of("a"))),
                        named("b").withMembers("Files.*").withScope(new Scope.Values("Files.*", 0, List.of("b"))))
                .of(PAGE)
                .use(files, "read");

        assertThat(verdict.isFree()).isFalse();
        assertThat(verdict.isDenied()).isFalse();
        assertThat(verdict.refusal(given("a"))).isNull();
        assertThat(verdict.refusal(given("b"))).isNull();
        assertThat(verdict.refusal(given("c"))).isEqualTo("argument 0 is none of [a], and argument 0 is none of [b]");
    }

    @Test
    void anEventMayBeReadByWhoeverHasIt() {
        assertThat(of().of(PAGE).use(typeOf(Event.class), "preventDefault").isFree())
                .isTrue();
    }
}
