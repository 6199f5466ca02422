package dev.valence.protocol;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;
import java.util.List;

/**
 * The methods that a page may call on the wire; the one list there is. {@code docs/protocol.md} tells the same to people.
 *
 * <p>Each method is matched when its message arrives and returns the {@link Work} that will answer it. A {@code target} is
 * valid in its own session only.
 */
public interface RemoteService {
    /** Opens the session, or comes back to it. Result: renderer, version, built-ins, limits. */
    @JsonRpcMethod("session.open")
    Work open(@JsonRpcParam("page") OpenPage page);

    /** As {@link #open(OpenPage)}, for a client that says nothing of itself. */
    @JsonRpcMethod("session.open")
    Work open();

    /**
     * Begins a further socket of the same page, by which it sends and nothing is sent to it.
     *
     * @param credentials renderer and secret, as the HTTP header has them
     */
    @JsonRpcMethod("session.join")
    Work join(@JsonRpcParam("credentials") String credentials);

    /** The page is there. Answered by a notification of the same name. */
    @JsonRpcMethod("session.alive")
    Work alive();

    /** The page is about to be frozen and may come back: what it is sent waits until it opens its next socket. */
    @JsonRpcMethod("session.hibernate")
    Work hibernate();

    /** The page is gone. */
    @JsonRpcMethod("session.close")
    Work close();

    /** What a page in a foreign browser says of itself. */
    @JsonRpcMethod("page.changed")
    Work pageChanged(@JsonRpcParam("state") OpenPage.Change change);

    /** The module of that name (Electron F-01). */
    @JsonRpcMethod("remote.require")
    Work require(@JsonRpcParam("name") String name);

    /** The built-in module of that name (F-07). */
    @JsonRpcMethod("remote.builtin")
    Work builtin(@JsonRpcParam("name") String name);

    /** The global of that name; undefined where there is none (F-03). */
    @JsonRpcMethod("remote.global")
    Work global(@JsonRpcParam("name") String name);

    /** The window that the page is in (F-04). */
    @JsonRpcMethod("remote.currentWindow")
    Work currentWindow();

    /** The web contents that the page is in (F-05). */
    @JsonRpcMethod("remote.currentWebContents")
    Work currentWebContents();

    /** Reads a property (F-50). */
    @JsonRpcMethod("member.get")
    Work get(@JsonRpcParam("target") Target target, @JsonRpcParam("name") String name);

    /** Writes a property (F-51). */
    @JsonRpcMethod("member.set")
    Work set(
            @JsonRpcParam("target") Target target,
            @JsonRpcParam("name") String name,
            @JsonRpcParam("value") WireValue value);

    /** Calls a method (F-40). */
    @JsonRpcMethod("member.call")
    Work call(
            @JsonRpcParam("target") Target target,
            @JsonRpcParam("name") String name,
            @JsonRpcParam("arguments") WireValue arguments);

    /** Calls a remote function (F-40). */
    @JsonRpcMethod("function.call")
    Work callFunction(@JsonRpcParam("target") Target target, @JsonRpcParam("arguments") WireValue arguments);

    /** Runs a constructor (F-41). */
    @JsonRpcMethod("class.construct")
    Work construct(@JsonRpcParam("target") Target target, @JsonRpcParam("arguments") WireValue arguments);

    /** Gives references back: pairs of id and how often the page has seen it. */
    @JsonRpcMethod("reference.release")
    Work release(@JsonRpcParam("releases") List<List<Long>> releases);

    /**
     * A plain copy of an object, in one piece.
     *
     * @param depth levels of objects that are copied, 1 for the object alone; what is below comes by reference
     */
    @JsonRpcMethod("reference.copy")
    Work copy(@JsonRpcParam("target") Target target, @JsonRpcParam("depth") long depth);

    /** As {@link #copy(Target, long)}, with all levels. */
    @JsonRpcMethod("reference.copy")
    Work copy(@JsonRpcParam("target") Target target);

    /** What Java holds for this page: objects and callbacks. */
    @JsonRpcMethod("reference.count")
    Work count();

    /**
     * Reads a piece of a stream of Java's: bytes, or undefined at its end. Others of the page's requests go on meanwhile.
     *
     * @param most bytes that it may have
     */
    @JsonRpcMethod("stream.read")
    Work read(@JsonRpcParam("target") long target, @JsonRpcParam("most") long most);

    /** Fulfils a promise that the page handed over. */
    @JsonRpcMethod("promise.resolve")
    Work resolve(@JsonRpcParam("id") long id, @JsonRpcParam("value") WireValue value);

    /** Rejects a promise that the page handed over. */
    @JsonRpcMethod("promise.reject")
    Work reject(@JsonRpcParam("id") long id, @JsonRpcParam("value") WireValue value);
}
