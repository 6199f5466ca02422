package dev.valence.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.api.LimitException;
import dev.valence.registry.ObjectRegistry.HandedOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObjectRegistryTest {
    private static final int LIMIT = 3;
    private static final String VIEW = "view";

    private final ObjectRegistry registry = new ObjectRegistry(LIMIT);
    private final Object owner = "owner";
    private final Object other = "other";

    @BeforeEach
    void admit() {
        registry.admit(owner);
        registry.admit(other);
    }

    @Test
    void anObjectHandedOutAgainHasItsIdAndAHigherCount() {
        Object object = new Object();
        HandedOut first = registry.handOut(owner, object, VIEW);
        HandedOut second = registry.handOut(owner, object, VIEW);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(first.count()).isEqualTo(1);
        assertThat(second.count()).isEqualTo(2);
        assertThat(registry.count(owner)).isEqualTo(1);
    }

    @Test
    void objectsAreTheSameByIdentityAndByView() {
        List<String> one = new ArrayList<>();
        List<String> equal = new ArrayList<>();

        assertThat(registry.handOut(owner, one, VIEW).id())
                .isNotEqualTo(registry.handOut(owner, equal, VIEW).id());
        assertThat(registry.handOut(owner, one, "narrow").id())
                .isNotEqualTo(registry.handOut(owner, one, VIEW).id());
    }

    @Test
    void anIdIsWorthNothingToAnotherOwner() {
        long id = registry.handOut(owner, new Object(), VIEW).id();

        assertThat(registry.find(other, id)).isEmpty();
        registry.release(other, id, 1);
        registry.takeBack(other, id);
        assertThat(registry.find(owner, id)).isPresent();
    }

    @Test
    void aReleaseThatSawTheLastCountDropsTheObject() {
        long id = registry.handOut(owner, "x", VIEW).id();
        registry.release(owner, id, 1);

        assertThat(registry.find(owner, id)).isEmpty();
        assertThat(registry.count(owner)).isZero();
    }

    @Test
    void aReleaseThatHasNotSeenTheLastCountIsIgnored() {
        long id = registry.handOut(owner, "x", VIEW).id();
        registry.handOut(owner, "x", VIEW);
        registry.release(owner, id, 1);
        assertThat(registry.find(owner, id)).isPresent();

        registry.release(owner, id, 3);
        assertThat(registry.find(owner, id))
                .as("nor one that saw what never was")
                .isPresent();

        registry.release(owner, id, 2);
        assertThat(registry.find(owner, id)).isEmpty();
    }

    @Test
    void anIdIsNeverUsedTwice() {
        Object object = new Object();
        long id = registry.handOut(owner, object, VIEW).id();
        registry.release(owner, id, 1);
        HandedOut again = registry.handOut(owner, object, VIEW);

        assertThat(again.id()).isGreaterThan(id);
        assertThat(again.count()).isEqualTo(1);
    }

    @Test
    void whatWasTakenBackWasNeverHandedOut() {
        Object object = new Object();
        long id = registry.handOut(owner, object, VIEW).id();
        registry.handOut(owner, object, VIEW);
        registry.takeBack(owner, id);
        registry.release(owner, id, 1);
        assertThat(registry.find(owner, id)).isEmpty();

        long fresh = registry.handOut(owner, object, VIEW).id();
        registry.takeBack(owner, fresh);
        assertThat(registry.count(owner)).isZero();
    }

    @Test
    void theLimitRefusesAndEvictsNothing() {
        List<Object> objects = List.of(new Object(), new Object(), new Object());
        objects.forEach(each -> registry.handOut(owner, each, VIEW));

        assertThatThrownBy(() -> registry.handOut(owner, new Object(), VIEW))
                .isInstanceOf(LimitException.class)
                .hasMessageContainingAll("holds 3 Java objects", "Limits.objects", "remote.release");
        assertThat(registry.handOut(owner, objects.get(0), VIEW).count())
                .as("what it has it may be given again")
                .isEqualTo(2);
        assertThat(registry.handOut(other, new Object(), VIEW).count())
                .as("no other owner notices")
                .isEqualTo(1);
    }

    @Test
    void anOwnerIsWipedInOneCallAndForGood() {
        long id = registry.handOut(owner, "x", VIEW).id();
        registry.handOut(other, "x", VIEW);
        registry.wipe(owner);

        assertThat(registry.count(owner)).isZero();
        assertThat(registry.count()).isEqualTo(1);
        assertThat(registry.find(owner, id)).isEmpty();
        assertThatThrownBy(() -> registry.handOut(owner, "y", VIEW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLeakIsVisibleByName() {
        registry.handOut(owner, "a", VIEW);
        registry.handOut(owner, "b", VIEW);
        registry.handOut(owner, 1, VIEW);

        assertThat(registry.histogram(owner)).isEqualTo(Map.of("java.lang.String", 2, "java.lang.Integer", 1));
        assertThat(registry.histogram("nobody")).isEmpty();
    }
}
