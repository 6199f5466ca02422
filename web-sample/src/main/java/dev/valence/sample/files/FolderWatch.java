package dev.valence.sample.files;

import dev.valence.api.Exposed;
import dev.valence.api.Renderer;
import dev.valence.api.RendererGoneException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/**
 * Tells a page that a folder has changed, until one of them ends it.
 *
 * <p>The page answers each call when it has dealt with it, and changes that come meanwhile are told in one call afterwards.
 * So a page is never more than one call behind, however slow it is and however busy the folder.
 */
@Exposed
public final class FolderWatch {
    private static final Renderer.Registration NONE = () -> {};

    /** A function of the page. The stage it returns completes when the function has returned. */
    @FunctionalInterface
    public interface Listener {
        CompletionStage<?> changed();
    }

    private final Listener listener;
    private boolean due;
    private boolean answered = true;
    private boolean closed;
    private Renderer.Registration subscription = NONE;
    private Renderer.Registration ending = NONE;

    private FolderWatch(Listener listener) {
        this.listener = listener;
    }

    /** @param folder a real path */
    static FolderWatch open(FolderWatcher watcher, Path folder, Listener listener) throws IOException {
        FolderWatch watch = new FolderWatch(listener);
        Renderer.Registration subscription = watcher.subscribe(folder, watch::changed);
        Renderer.Registration ending =
                Renderer.current().map(page -> page.onEnded(watch::close)).orElse(NONE);
        watch.keep(subscription, ending);
        return watch;
    }

    /** Ends the watch; the page's function is not called any more. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        subscription().close();
        ending().close();
    }

    /** Something happened in the folder. */
    private void changed() {
        synchronized (this) {
            due = true;
        }
        tell();
    }

    private void tell() {
        synchronized (this) {
            if (closed || !due || !answered) {
                return;
            }
            due = false;
            answered = false;
        }
        try {
            listener.changed().whenComplete((result, problem) -> {
                synchronized (this) {
                    answered = true;
                }
                tell();
            });
        } catch (RendererGoneException gone) {
            close();
        }
    }

    /** The page may have ended before the registrations were known here. */
    private void keep(Renderer.Registration subscription, Renderer.Registration ending) {
        boolean late;
        synchronized (this) {
            this.subscription = subscription;
            this.ending = ending;
            late = closed;
        }
        if (late) {
            close();
        }
    }

    private synchronized Renderer.Registration subscription() {
        return subscription;
    }

    private synchronized Renderer.Registration ending() {
        return ending;
    }
}
