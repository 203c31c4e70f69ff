package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Keys of the API, made and revoked while it serves. */
final class KeysIT extends PenstockTestCase {
    @Test
    void keysCountAtOnceAndNoLongerThanTheyAreMeantTo() {
        String first = create("--tenant", "acme");
        Api api = Api.serve(penstock, "--keys");
        assertThat(status(api, first)).isEqualTo(200);
        assertThat(status(api, "sk-anything")).isEqualTo(401);

        String later = create("--tenant", "later", "--requests-per-day", "5");
        Patience.until("a new key counts", () -> status(api, later) == 200);
        Patience.until("its day is used up", () -> status(api, later) == 429);
        penstock.run("keys", "revoke", first.split("-")[1]).expectExit(0);
        Patience.until("a revoked key is shut out", () -> status(api, first) == 401);

        api.process().kill();
        Api again = Api.serve(penstock, "--keys");
        assertThat(status(again, later)).as("of a day that was used up before").isEqualTo(429);
        assertThat(status(again, first)).isEqualTo(401);
    }

    private String create(String... options) {
        String[] command = new String[options.length + 2];
        command[0] = "keys";
        command[1] = "create";
        System.arraycopy(options, 0, command, 2, options.length);
        return penstock.run(command).expectExit(0).out().strip();
    }

    private static int status(Api api, String key) {
        return api.send(api.to("/v1/models").header("Authorization", "Bearer " + key))
                .statusCode();
    }
}
