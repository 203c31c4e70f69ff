package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("PATH", "/bin"),
            Map.entry("HOME", "/home/me"),
            Map.entry("LC_ALL", "C"),
            Map.entry("GOMEMLIMIT", "2GiB"),
            Map.entry("https_proxy", "http://me:word@proxy"),
            Map.entry("PIP_INDEX_URL", "https://me:word@index"),
            Map.entry("OPENAI_API_KEY", "sk-1"),
            Map.entry("ACCOUNT_OF_MARKETING", "sk-2"),
            Map.entry("AWS_SECRET_ACCESS_KEY", "sk-3"),
            Map.entry("TEMPORAL_API_KEY", "sk-4"),
            Map.entry("PENSTOCK_POOLS_OPENAI_API_KEY", "sk-5"));

    @Test
    void theServerGetsNoKeyWhateverItsName() {
        assertThat(passed(ChildEnvironment.SERVER)).containsOnlyKeys("PATH", "HOME", "LC_ALL", "GOMEMLIMIT");
    }

    @Test
    void pipGetsTheWayToItsIndexAndNoKey() {
        assertThat(passed(ChildEnvironment.INSTALLER))
                .containsOnlyKeys("PATH", "HOME", "LC_ALL", "https_proxy", "PIP_INDEX_URL");
    }

    private static Map<String, String> passed(ChildEnvironment child) {
        Map<String, String> environment = new HashMap<>(OURS);
        child.restrict(environment);
        return environment;
    }
}
