package dev.valence.sample.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a file, in words for the person before the page.
 *
 * <p>The messages of {@link IOException} are not passed on: they hold absolute paths, which are no business of a page.
 */
public final class FileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FileException(String message) {
        super(message);
    }

    private FileException(String message, IOException cause) {
        super(message, cause);
    }

    /** @param deed what was tried, to follow “could not be”: {@code read}, {@code renamed} */
    static FileException of(String deed, String name, IOException problem) {
        String could = "“" + name + "” could not be " + deed + ": ";
        if (problem instanceof NoSuchFileException) {
            return new FileException(could + "it does not exist any more.", problem);
        }
        if (problem instanceof AccessDeniedException) {
            return new FileException(could + "the operating system does not permit it.", problem);
        }
        if (problem instanceof FileAlreadyExistsException) {
            return new FileException(could + "something of that name exists already.", problem);
        }
        if (problem instanceof DirectoryNotEmptyException) {
            return new FileException(could + "something new has appeared in it.", problem);
        }
        return new FileException(could + reason(problem) + ".", problem);
    }

    private static String reason(IOException problem) {
        @Nullable String reason = problem instanceof FileSystemException known ? known.getReason() : null;
        return reason == null ? "the operating system gave no reason" : reason;
    }
}
