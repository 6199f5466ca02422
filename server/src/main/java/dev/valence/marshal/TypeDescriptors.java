package dev.valence.marshal;

import dev.valence.invoke.ClassView;
import dev.valence.invoke.ExposedType;
import dev.valence.invoke.MapView;
import dev.valence.invoke.Member;
import dev.valence.invoke.Member.PropertyMember;
import dev.valence.invoke.TypeCatalog;
import dev.valence.invoke.View;
import dev.valence.protocol.WireValue;
import dev.valence.protocol.WireValue.ClassShape;
import dev.valence.protocol.WireValue.MemberKind;
import dev.valence.protocol.WireValue.MemberShape;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Describes each class to a page once. Not safe for threads: a description must leave before whatever refers to it, so a session
 * marshals and sends under one lock.
 */
final class TypeDescriptors {
    /** Stands for the class of all maps, of whatever values. */
    private static final MapView MAPS = new MapView(Object.class);

    private final TypeCatalog catalog;
    private final Page page;
    private final Map<Object, Long> known = new HashMap<>();

    TypeDescriptors(TypeCatalog catalog, Page page) {
        this.catalog = catalog;
        this.page = page;
    }

    /**
     * What the page has to know of {@code type}: all of it the first time.
     *
     * @param constant gives the wire value of a constant static
     * @param fresh is told of each class that is described now, so that it can be forgotten if the message does not leave
     */
    ClassShape shapeOf(ExposedType type, Function<PropertyMember, WireValue> constant, Collection<Object> fresh) {
        Long id = known.get(type.type());
        if (id != null) {
            return new WireValue.KnownClass(id);
        }
        ClassView view = catalog.classOf(type.type());
        long newId = learn(type.type(), view, fresh);
        ExposedType parent = type.parent();
        return new WireValue.ClassDescriptor(
                newId,
                type.name(),
                parent == null ? null : shapeOf(parent, constant, fresh),
                shapes(type, type.members().values()),
                shapes(type, type.own().values()),
                view.statics().values().stream()
                        .map(each -> {
                            MemberKind kind = kindOf(view, each);
                            return new MemberShape(each.name(), kind, valueOf(each, kind, constant));
                        })
                        .toList(),
                view.isConstructible());
    }

    /** The class of maps: no members but those of each one. */
    ClassShape mapShape(Collection<Object> fresh) {
        Long id = known.get(MAPS);
        if (id != null) {
            return new WireValue.KnownClass(id);
        }
        long newId = learn(MAPS, MAPS, fresh);
        return new WireValue.ClassDescriptor(newId, "Object", null, List.of(), List.of(), List.of(), false);
    }

    /** Forgets descriptions that will not be sent after all. */
    void forget(Collection<Object> fresh) {
        for (Object type : fresh) {
            Long id = known.remove(type);
            if (id != null) {
                page.takeBack(id);
            }
        }
    }

    private long learn(Object type, View view, Collection<Object> fresh) {
        long id = page.handOut(type, view).id();
        known.put(type, id);
        fresh.add(type);
        return id;
    }

    private List<MemberShape> shapes(ExposedType type, Collection<Member> members) {
        return members.stream()
                .map(each -> new MemberShape(each.name(), kindOf(type, each)))
                .toList();
    }

    private static @Nullable WireValue valueOf(
            Member member, MemberKind kind, Function<PropertyMember, WireValue> constant) {
        return kind == MemberKind.CONSTANT && member instanceof PropertyMember property
                ? constant.apply(property)
                : null;
    }

    /** A constant that the page may not read does not travel: the page has to ask for it, and hears why it gets nothing. */
    private MemberKind kindOf(View view, Member member) {
        MemberKind kind = kindOf(member);
        return kind == MemberKind.CONSTANT && !page.mayRead(view, member.name()) ? MemberKind.READ_ONLY : kind;
    }

    private static MemberKind kindOf(Member member) {
        if (!(member instanceof PropertyMember property)) {
            return MemberKind.METHOD;
        }
        if (property.isConstant()) {
            return MemberKind.CONSTANT;
        }
        return property.setter() == null ? MemberKind.READ_ONLY : MemberKind.WRITABLE;
    }
}
