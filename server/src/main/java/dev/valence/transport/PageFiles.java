package dev.valence.transport;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.Resource;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.jspecify.annotations.Nullable;

/** The application's pages and Valence's scripts, all with the headers that a page needs to share memory with its worker. */
final class PageFiles {
    /** Where the client's jar has its scripts; they are served below {@code /valence/}. */
    private static final String SCRIPTS = "META-INF/resources/valence/";

    private static final String SCRIPTS_PATH = "/valence/";

    /** What browsers keep nowhere: a page of it ends when it is left, and is loaded anew when it is come back to. */
    private static final String NOT_KEPT = "no-store";

    /** What they may keep, and have to ask for before they load it again. A page in the back/forward cache is not loaded again. */
    private static final String ASKED_FOR_AGAIN = "no-cache";

    private PageFiles() {}

    /** Where pages come from. */
    sealed interface Source {}

    record Folder(Path path) implements Source {}

    /** @param name of a folder on the class path */
    record ClassPathFolder(String name) implements Source {}

    /**
     * Serves scripts and pages.
     *
     * @param mayHibernate whether browsers may keep pages in their back/forward cache
     */
    static Handler handler(ResourceFactory resources, @Nullable Source pages, boolean mayHibernate) {
        Handler.Sequence handlers = new Handler.Sequence(new Scripts(files(scripts(resources), NOT_KEPT)));
        if (pages != null) {
            Resource folder = resource(resources, pages);
            handlers.addHandler(mayHibernate ? new Whole(files(folder, ASKED_FOR_AGAIN)) : files(folder, NOT_KEPT));
        }
        return handlers;
    }

    private static Resource scripts(ResourceFactory resources) {
        return Optional.ofNullable(resources.newClassLoaderResource(SCRIPTS))
                .orElseThrow(() -> new IllegalStateException(
                        "valence-js-client is not on the class path: " + SCRIPTS + " is missing"));
    }

    private static Resource resource(ResourceFactory resources, Source pages) {
        Resource found = pages instanceof Folder folder
                ? resources.newResource(folder.path())
                : resources.newClassLoaderResource(((ClassPathFolder) pages).name() + "/");
        if (found == null || !found.isDirectory()) {
            throw new IllegalArgumentException("There is no folder of pages at " + pages);
        }
        return found;
    }

    private static ResourceHandler files(Resource base, String cacheControl) {
        ResourceHandler files = new ResourceHandler();
        files.setBaseResource(base);
        files.setDirAllowed(false);
        files.setWelcomeFiles("index.html");
        files.setEtags(true);
        files.setCacheControl(cacheControl);
        return files;
    }

    /**
     * Sends each file, though the browser has it: to say that it has not changed, Jetty (12.1.12) adds {@code no-store}, and the browser takes
     * that for a word on the page.
     */
    private static final class Whole extends Handler.Wrapper {
        private static final EnumSet<HttpHeader> CONDITIONS =
                EnumSet.of(HttpHeader.IF_NONE_MATCH, HttpHeader.IF_MODIFIED_SINCE);

        Whole(Handler files) {
            super(files);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            HttpFields unconditional = HttpFields.build(request.getHeaders(), CONDITIONS);
            return super.handle(
                    new Request.Wrapper(request) {
                        @Override
                        public HttpFields getHeaders() {
                            return unconditional;
                        }
                    },
                    response,
                    callback);
        }
    }

    /** Scripts live below a path of their own. */
    private static final class Scripts extends Handler.Wrapper {
        Scripts(Handler files) {
            super(files);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String path = Request.getPathInContext(request);
            if (!path.startsWith(SCRIPTS_PATH)) {
                return false;
            }
            String file = path.substring(SCRIPTS_PATH.length() - 1);
            Request below = Request.serveAs(
                    request,
                    org.eclipse.jetty.http.HttpURI.build(request.getHttpURI()).path(file));
            if (!super.handle(below, response, callback)) {
                Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404, "There is no " + path);
            }
            return true;
        }
    }

    /** Refuses foreign names and adds the headers of every answer. */
    static final class Doorway extends Handler.Wrapper {
        private final HandshakePolicy policy;
        private final PageHeaders pageHeaders;

        Doorway(HandshakePolicy policy, PageHeaders pageHeaders) {
            this.policy = policy;
            this.pageHeaders = pageHeaders;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Runnable answered = ReadingConnector.begun(request);
            Request.addCompletionListener(request, failure -> {
                // A connection that has become a socket asks for nothing by HTTP again.
                if (response.getStatus() != HttpStatus.SWITCHING_PROTOCOLS_101) {
                    answered.run();
                }
            });
            Optional<String> refused = policy.refuseHost(request);
            if (refused.isPresent()) {
                Response.writeError(request, response, callback, HttpStatus.MISDIRECTED_REQUEST_421, refused.get());
                return true;
            }
            pageHeaders.addTo(response.getHeaders());
            policy.allowed().addTo(request, response.getHeaders());
            return super.handle(request, response, callback);
        }
    }
}
