package dev.valence;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Member;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The package table of the server: who may see whom, and who may use what. The table below is the diagram. */
class ArchitectureTest {

    private static final String ROOT = "dev.valence";

    /**
     * Row | package | the packages of ours that it may see, all of them lower | the libraries that are its own.
     *
     * <p>The root composes: it sees everything and nothing sees it.
     */
    private static final String TABLE = """
            6 | (root)    | transport session policy marshal chromium protocol invoke registry electron api |
            5 | transport | session protocol api                                  | org.eclipse.jetty
            4 | session   | policy marshal protocol invoke registry electron api  |
            3 | policy    | electron protocol invoke api                          |
            3 | marshal   | protocol invoke registry api                          |
            3 | chromium  | electron protocol api                                 |
            2 | protocol  | api                 | com.fasterxml.jackson com.googlecode.jsonrpc4j
            2 | invoke    | api                                                   |
            2 | registry  | api                                                   |
            2 | electron  | api                                                   |
            1 | api       |                                                       |
            """;

    private static final List<Room> HOUSE = TABLE.lines().map(Room::parse).toList();

    /** What every room may use beside its own: the JDK (less the fences), logging, null annotations. */
    private static final List<String> GROUND =
            List.of("java..", "javax.crypto..", "javax.net.ssl..", "org.slf4j..", "org.jspecify.annotations..");

    /** Parts of the JDK that only one room may touch: what, the room, who else and why, what is behind the fence. */
    private static final List<Fence> FENCES = List.of(
            // ExposurePolicy names what a page never gets.
            new Fence("process launching", "chromium", "ExposurePolicy", type(Process.class, ProcessBuilder.class)),
            // RpcDispatcher reads the wire's names off its own service interface, once.
            new Fence(
                    "members and proxies by reflection",
                    "invoke",
                    "RpcDispatcher",
                    type(Member.class, AccessibleObject.class, RecordComponent.class, Parameter.class, Proxy.class)),
            new Fence(
                    "method handles",
                    "invoke",
                    "",
                    type(MethodHandle.class, MethodHandles.class, MethodHandles.Lookup.class, VarHandle.class)));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(ROOT);

    @TestFactory
    Stream<DynamicTest> everyRoomSeesOnlyTheRoomsOfItsRow() {
        return HOUSE.stream()
                .map(room -> dynamicTest(
                        room.toString(),
                        () -> classes()
                                .that(room.isHome())
                                .should()
                                .onlyDependOnClassesThat(room.mayDependOn())
                                .check(CLASSES)));
    }

    @TestFactory
    Stream<DynamicTest> fencesHold() {
        return FENCES.stream()
                .map(fence -> dynamicTest(
                        fence.what() + " only in " + fence.room(),
                        () -> noClasses()
                                .that(not(room(fence.room()).isHome()))
                                .and(not(simpleName(fence.butFor())))
                                .should()
                                .dependOnClassesThat(fence.behind())
                                .check(CLASSES)));
    }

    @Test
    void nothingLaunchesByRuntimeExec() {
        noClasses()
                .should()
                .callMethodWhere(target(owner(type(Runtime.class))).and(target(name("exec"))))
                .check(CLASSES);
    }

    @Test
    void arrowsOfTheTablePointDown() {
        Map<String, Integer> rows = HOUSE.stream().collect(Collectors.toMap(Room::name, Room::row));
        for (Room room : HOUSE) {
            assertThat(room.sees())
                    .allSatisfy(seen -> assertThat(rows.get(seen)).isLessThan(room.row()));
        }
    }

    @Test
    void everyRoomIsInhabited() {
        assertThat(HOUSE)
                .allSatisfy(room -> assertThat(CLASSES.stream().filter(room.isHome()))
                        .as(room.toString())
                        .isNotEmpty());
    }

    @Test
    void everyClassLivesInARoom() {
        String[] packages = HOUSE.stream().map(Room::packages).toArray(String[]::new);
        classes().should().resideInAnyPackage(packages).check(CLASSES);
    }

    @Test
    void nothingSeesTheRoot() {
        noClasses()
                .that(not(room("(root)").isHome()))
                .should()
                .dependOnClassesThat(room("(root)").isHome())
                .check(CLASSES);
    }

    @Test
    void roomsAreFreeOfCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    private static Room room(String name) {
        return HOUSE.stream()
                .filter(room -> room.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static DescribedPredicate<JavaClass> type(Class<?>... types) {
        return Stream.of(types)
                .map(JavaClass.Predicates::assignableTo)
                .reduce((one, other) -> one.or(other))
                .orElseThrow();
    }

    private record Fence(String what, String room, String butFor, DescribedPredicate<JavaClass> behind) {}

    /** One line of the table. */
    private record Room(int row, String name, List<String> sees, List<String> owns) {

        static Room parse(String line) {
            String[] cells = line.split("\\|", -1);
            return new Room(Integer.parseInt(cells[0].strip()), cells[1].strip(), words(cells[2]), words(cells[3]));
        }

        private static List<String> words(String cell) {
            return cell.isBlank() ? List.of() : List.of(cell.strip().split(" +"));
        }

        String packages() {
            return packages(name);
        }

        private static String packages(String name) {
            return name.equals("(root)") ? ROOT : ROOT + "." + name + "..";
        }

        DescribedPredicate<JavaClass> isHome() {
            return resideInAPackage(packages());
        }

        DescribedPredicate<JavaClass> mayDependOn() {
            Stream<String> ours = Stream.concat(Stream.of(name), sees.stream()).map(Room::packages);
            Stream<String> libraries = owns.stream().map(library -> library + "..");
            return resideInAnyPackage(Stream.of(GROUND.stream(), ours, libraries)
                    .flatMap(packages -> packages)
                    .toArray(String[]::new));
        }

        @Override
        public String toString() {
            String seen = sees.isEmpty() ? "nothing" : String.join(", ", sees);
            return row + " " + name + " → " + seen + (owns.isEmpty() ? "" : " + " + String.join(", ", owns));
        }
    }
}
