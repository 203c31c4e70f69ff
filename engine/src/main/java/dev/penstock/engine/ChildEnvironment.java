package dev.penstock.engine;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Chooses the environment variables that a child process gets. A list of what may pass, because any other variable may
 * be a provider's key: {@code penstock.yaml} names keys as it likes.
 */
enum ChildEnvironment {
    /** For the Temporal dev server, and for programs that only tell their version. */
    SERVER(Set.of(), Pattern.compile("LC_.*|GO(GC|MEMLIMIT|MAXPROCS|DEBUG)")),
    /** For pip, which also needs the way to its package index. */
    INSTALLER(
            Set.of("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "VIRTUAL_ENV"),
            Pattern.compile("LC_.*|(?i:https?_proxy|all_proxy|no_proxy)|PIP_.*|PYTHON.*|PYENV_.*"));

    private static final Set<String> ALWAYS = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "LANG",
            "TZ",
            "TMPDIR",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
            "LD_LIBRARY_PATH",
            "DYLD_LIBRARY_PATH",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR");

    private final Set<String> names;
    private final Pattern pattern;

    ChildEnvironment(Set<String> names, Pattern pattern) {
        this.names = names;
        this.pattern = pattern;
    }

    /** Removes all variables that may not pass. */
    void restrict(Map<String, String> environment) {
        environment.keySet().removeIf(name -> !mayPass(name));
    }

    private boolean mayPass(String name) {
        return ALWAYS.contains(name)
                || names.contains(name)
                || pattern.matcher(name).matches();
    }
}
