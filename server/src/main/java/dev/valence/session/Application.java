package dev.valence.session;

import dev.valence.api.Limits;
import dev.valence.electron.RemoteRequests;
import dev.valence.electron.WindowDirectory;
import dev.valence.invoke.TypeCatalog;
import dev.valence.marshal.ErrorValues;
import dev.valence.policy.Policies;
import dev.valence.protocol.MessageCodec;
import dev.valence.registry.ObjectRegistry;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all sessions of one main process share.
 *
 * @param version of Valence, which pages compare with theirs
 * @param modules what {@code remote.require} finds
 * @param builtins what {@code remote} has as getters
 * @param globals what {@code remote.getGlobal} finds; may change while pages are there
 * @param windows which window a page is in
 * @param policies which page may use what
 * @param requests asks listeners before {@code remote} gives something
 * @param mainThread where calls run one after another, unless the application gave an executor of its own
 * @param pool where concurrent work runs
 * @param development whether pages are told what helps who writes them
 * @param timer for deadlines; its tasks are short
 */
public record Application(
        String version,
        Map<String, Object> modules,
        Map<String, Object> builtins,
        Map<String, Object> globals,
        WindowDirectory windows,
        Policies policies,
        RemoteRequests requests,
        TypeCatalog catalog,
        ErrorValues errors,
        ObjectRegistry registry,
        MessageCodec codec,
        Limits limits,
        boolean development,
        Executor mainThread,
        Executor pool,
        ScheduledExecutorService timer) {}
