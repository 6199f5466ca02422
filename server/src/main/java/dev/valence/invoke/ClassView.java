package dev.valence.invoke;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A class as a page sees it: what {@code new} calls and its statics.
 *
 * @param instances what the page sees of its objects
 * @param companion the object behind the class; null where the class stands for itself
 * @param companionType what of the companion the page sees; null with it
 * @param constructors what {@code new} can call
 */
public record ClassView(
        ExposedType instances,
        @Nullable Object companion,
        @Nullable ExposedType companionType,
        List<Callee> constructors)
        implements View {

    /** Static members by name. */
    public Map<String, Member> statics() {
        return companionType == null ? instances.statics() : companionType.members();
    }

    /** The static member of that name. */
    Optional<Member> member(String name) {
        return companionType == null ? Optional.ofNullable(instances.statics().get(name)) : companionType.member(name);
    }

    /** What a call of the static of that name may run; nothing where it is no method. */
    public List<Callee> overloads(String memberName) {
        return member(memberName).orElse(null) instanceof Member.MethodMember method ? method.overloads() : List.of();
    }

    public boolean isConstructible() {
        return !constructors.isEmpty();
    }
}
