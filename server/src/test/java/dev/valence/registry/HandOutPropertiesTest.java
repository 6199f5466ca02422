package dev.valence.registry;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Hand-outs and releases in any order. */
class HandOutPropertiesTest {
    @Property(tries = 3000)
    void whatAPageHoldsIsAliveAndWhatNobodyHoldsIsGone(
            @ForAll @Size(max = 200) List<HandOutHistory.Step> steps, @ForAll int seed) {
        new HandOutHistory(seed).run(steps);
    }
}
