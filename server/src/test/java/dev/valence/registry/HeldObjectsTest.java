package dev.valence.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a registry keeps of many objects: all of them, findable, and little else. */
class HeldObjectsTest {
    private static final String VIEW = "view";
    private static final int MANY = 100_000;

    private final ObjectRegistry registry = new ObjectRegistry(MANY);
    private final Object owner = "owner";

    HeldObjectsTest() {
        registry.admit(owner);
    }

    /** Tables grow, shrink and close their gaps meanwhile. */
    @Test
    void whateverWasTakenAndGivenBackWhatIsLeftIsFound() {
        Random random = new Random(3);
        Map<Long, Object> held = new LinkedHashMap<>();
        for (int target : List.of(3000, 20, 700, 0, 40)) {
            while (held.size() != target) {
                boolean grows = held.size() < target;
                if (random.nextInt(4) == 0 ? !grows : grows) {
                    Object object = new Object();
                    held.put(registry.handOut(owner, object, VIEW).id(), object);
                } else if (!held.isEmpty()) {
                    long id = List.copyOf(held.keySet()).get(random.nextInt(Math.min(held.size(), 50)));
                    registry.release(owner, id, 1);
                    held.remove(id);
                    assertThat(registry.find(owner, id)).isEmpty();
                }
            }
            assertThat(registry.count(owner)).isEqualTo(target);
            held.forEach((id, object) -> {
                assertThat(registry.find(owner, id).orElseThrow().object()).isSameAs(object);
                assertThat(registry.handOut(owner, object, VIEW).id()).isEqualTo(id);
                registry.takeBack(owner, id);
            });
        }
    }

    /** What the thread allocates is more than what stays: the tables that were grown out of, and each {@code HandedOut}. */
    @Test
    void aHeldObjectCostsLessThan120Bytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Object> objects =
                new ArrayList<>(Stream.generate(Object::new).limit(MANY).toList());
        registry.handOut(owner, objects.remove(0), VIEW);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (Object object : objects) {
            registry.handOut(owner, object, VIEW);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated / objects.size()).isLessThan(120);
    }
}
