package dev.penstock.starter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.pool.PoolConfig;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What is deployed with the files of the repository is open to its machine only, and not run by root. */
final class DeploymentFilesTest {
    @Test
    void everyPublishedPortIsOnTheLoopbackInterface() {
        assertThat(services())
                .allSatisfy((name, service) -> assertThat((List<?>) service.getOrDefault("ports", List.of()))
                        .as(name)
                        .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:")));
        assertThat(services())
                .as("the database")
                .extractingByKey("postgres")
                .satisfies(postgres -> assertThat(postgres).doesNotContainKey("ports"));
    }

    @Test
    void ourOwnServicesGainNoRights() {
        assertThat(List.of("api", "worker"))
                .allSatisfy(name -> assertThat(services().get(name))
                        .containsEntry("cap_drop", List.of("ALL"))
                        .containsEntry("security_opt", List.of("no-new-privileges:true")));
    }

    @Test
    void theImageIsNotRunByRootAndHasNoKey() {
        String dockerfile = Document.read("Dockerfile").text();

        assertThat(dockerfile.lines().filter(line -> line.startsWith("USER "))).containsExactly("USER penstock");
        assertThat(dockerfile).doesNotContain("ARG ", "_API_KEY", "SECRET");
        assertThat(Document.read(".dockerignore").text().lines()).contains(".env", ".git");
    }

    @Test
    void aWorkerInKubernetesMayTakeAsLongAsTheLongestCall() {
        Map<String, Map<String, Object>> values = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Document.read("deploy/helm/penstock/values.yaml").text());

        assertThat(values.getOrDefault("worker", Map.of()).get("graceSeconds"))
                .asInstanceOf(InstanceOfAssertFactories.INTEGER)
                .isGreaterThan((int) PoolConfig.DEFAULT_TIMEOUT.toSeconds());
    }

    @Test
    void podsAreNotRootAndChangeNothingButTheirVolumes() {
        String helpers =
                Document.read("deploy/helm/penstock/templates/_helpers.tpl").text();

        assertThat(helpers)
                .contains(
                        "runAsNonRoot: true",
                        "readOnlyRootFilesystem: true",
                        "allowPrivilegeEscalation: false",
                        "capabilities: {drop: [ALL]}");
        for (String template : List.of("worker", "api", "build")) {
            assertThat(Document.read("deploy/helm/penstock/templates/" + template + ".yaml")
                            .text())
                    .as(template)
                    .contains("include \"penstock.podSecurity\"", "include \"penstock.containerSecurity\"");
        }
    }

    private static Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Map<String, Object>>> compose = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Document.read("docker-compose.yml").text());
        return compose.getOrDefault("services", Map.of());
    }
}
