package dev.valence.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.registry.ObjectRegistry.HandedOut;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What happens to a few objects between Java and a few pages, beside a model of both sides and of what is on its way between them. */
final class HandOutHistory {
    private static final int OWNERS = 3;
    private static final int OBJECTS = 4;
    private static final Object VIEW = "view";

    /** What of a reference is on its way, in either direction. */
    private record Sent(int object, long id, int count) {}

    /** A page, as registry/references.ts counts. */
    private static final class ModelPage {
        final Queue<Sent> toPage = new ArrayDeque<>();
        final Queue<Sent> toJava = new ArrayDeque<>();
        final Map<Long, Sent> held = new HashMap<>();
        boolean isGone;
    }

    private final ObjectRegistry registry = new ObjectRegistry(1000);
    private final List<Object> objects =
            IntStream.range(0, OBJECTS).mapToObj(i -> new Object()).toList();
    private final List<ModelPage> pages =
            IntStream.range(0, OWNERS).mapToObj(i -> new ModelPage()).toList();
    private final Set<Long> everGiven = new HashSet<>();
    private final Random random;
    private int unsent;

    HandOutHistory(int seed) {
        random = new Random(seed);
        pages.forEach(registry::admit);
    }

    /** One step of a history: what is done by or to which page, with which object. */
    enum Step {
        HAND_OUT,
        HAND_OUT_UNSENT,
        TAKE_BACK,
        REACH_PAGE,
        COLLECT,
        REACH_JAVA,
        RELEASE_OUT_OF_THE_BLUE,
        GO
    }

    /** Takes the steps, each at a page and with an object of the seed's choice, and then lets everything end. */
    void run(List<Step> steps) {
        for (Step step : steps) {
            ModelPage page = pages.get(random.nextInt(OWNERS));
            if (!page.isGone) {
                perform(step, page, random.nextInt(OBJECTS));
            }
            pages.forEach(this::whatItHoldsIsAlive);
        }
        pages.forEach(this::settle);
        assertThat(registry.count()).as("when all is given back").isZero();
    }

    private void perform(Step step, ModelPage page, int object) {
        switch (step) {
            case HAND_OUT -> page.toPage.add(handOut(page, object));
            case HAND_OUT_UNSENT -> unsent(page, object);
            case TAKE_BACK -> takeBackAtOnce(page, object);
            case REACH_PAGE -> reachPage(page);
            case COLLECT -> collect(page, object);
            case REACH_JAVA -> reachJava(page);
            case RELEASE_OUT_OF_THE_BLUE -> outOfTheBlue(page);
            case GO -> go(page);
        }
    }

    private Sent handOut(ModelPage page, int object) {
        HandedOut given = registry.handOut(page, objects.get(object), VIEW);
        long known = alive(page, object);
        assertThat(known == 0 || known == given.id()).as("one object, one id").isTrue();
        assertThat(known != 0 || everGiven.add(given.id()))
                .as("an id is never used twice")
                .isTrue();
        return new Sent(object, given.id(), given.count());
    }

    /** The id by which a message on its way, or the page, has an object; 0 where there is none. */
    private static long alive(ModelPage page, int object) {
        return Stream.of(page.toPage, page.held.values(), page.toJava)
                .flatMap(Collection::stream)
                .filter(each -> each.object() == object)
                .mapToLong(Sent::id)
                .max()
                .orElse(0);
    }

    /** A release comes between a hand-out and the news that its message cannot be sent. */
    private void unsent(ModelPage page, int object) {
        Sent given = handOut(page, object);
        reachJava(page);
        registry.takeBack(page, given.id());
        unsent++;
    }

    private void takeBackAtOnce(ModelPage page, int object) {
        registry.takeBack(page, handOut(page, object).id());
        unsent++;
    }

    private static void reachPage(ModelPage page) {
        Sent sent = page.toPage.poll();
        if (sent != null) {
            page.held.merge(sent.id(), sent, (old, fresh) -> fresh.count() > old.count() ? fresh : old);
        }
    }

    private static void collect(ModelPage page, int object) {
        List<Sent> collected = page.held.values().stream()
                .filter(each -> each.object() == object)
                .toList();
        collected.forEach(each -> page.held.remove(each.id()));
        page.toJava.addAll(collected);
    }

    private void reachJava(ModelPage page) {
        Sent release = page.toJava.poll();
        if (release != null) {
            registry.release(page, release.id(), release.count());
        }
    }

    /** Of another's id, or by a count that never was. */
    private void outOfTheBlue(ModelPage page) {
        List<Long> ids = new ArrayList<>(everGiven);
        long id = ids.isEmpty() ? 1 : ids.get(random.nextInt(ids.size()));
        boolean isOwn = page.held.containsKey(id)
                || page.toPage.stream().anyMatch(each -> each.id() == id)
                || page.toJava.stream().anyMatch(each -> each.id() == id);
        registry.release(page, id, isOwn ? Integer.MAX_VALUE : random.nextInt(3));
    }

    private void go(ModelPage page) {
        if (random.nextInt(10) == 0) {
            registry.wipe(page);
            page.isGone = true;
            page.held.clear();
            page.toPage.clear();
            page.toJava.clear();
            assertThat(registry.count(page)).isZero();
        }
    }

    private void whatItHoldsIsAlive(ModelPage page) {
        Stream.concat(page.held.values().stream(), page.toPage.stream()).forEach(each -> {
            assertThat(registry.find(page, each.id()))
                    .as("%s", each)
                    .hasValueSatisfying(held -> assertThat(held.object()).isSameAs(objects.get(each.object())));
            pages.stream()
                    .filter(other -> other != page)
                    .forEach(
                            other -> assertThat(registry.find(other, each.id())).isEmpty());
        });
    }

    /** All that is on its way arrives, and the page lets go of everything. */
    private void settle(ModelPage page) {
        while (!page.toPage.isEmpty()) {
            reachPage(page);
        }
        IntStream.range(0, OBJECTS).forEach(object -> collect(page, object));
        while (!page.toJava.isEmpty()) {
            reachJava(page);
        }
        assertThat(registry.count(page))
                .as("after %d hand-outs that were not sent", unsent)
                .isZero();
    }
}
