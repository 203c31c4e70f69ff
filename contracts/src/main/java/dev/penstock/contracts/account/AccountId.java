package dev.penstock.contracts.account;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whose money it is; written {@code tenant/acme} or {@code key/1ad14093}. */
public record AccountId(Kind kind, String name) {
    private static final String PREFIX = "account/";

    /** Who may have an account. */
    public enum Kind {
        TENANT,
        KEY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static AccountId ofTenant(String tenant) {
        return new AccountId(Kind.TENANT, tenant);
    }

    /**
     * @param id the key's id, not the key
     */
    public static AccountId ofKey(String id) {
        return new AccountId(Kind.KEY, id);
    }

    /**
     * @throws IllegalArgumentException with a sentence for the user
     */
    @JsonCreator
    public static AccountId parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind + "/") && text.length() > kind.toString().length() + 1) {
                return new AccountId(kind, text.substring(kind.toString().length() + 1));
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no account; one is tenant/NAME or key/ID");
    }

    /**
     * The account that a workflow with this id keeps.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static AccountId ofWorkflow(String workflowId) {
        return parse(workflowId.startsWith(PREFIX) ? workflowId.substring(PREFIX.length()) : workflowId);
    }

    public String workflowId() {
        return PREFIX + text();
    }

    @JsonValue
    public String text() {
        return kind + "/" + name;
    }

    /** As a person would say it: {@code tenant acme}. */
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
