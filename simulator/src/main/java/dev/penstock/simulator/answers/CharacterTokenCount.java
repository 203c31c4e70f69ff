package dev.penstock.simulator.answers;

/** Counts tokens the simulator's way: one for every four characters begun, and for chats what OpenAI adds to texts. */
public final class CharacterTokenCount {
    public static final int CHARACTERS = 4;

    /** Three around each message, and its role is one. */
    static final int MESSAGE_FRAME = 4;

    /** What the answer begins with, billed with the prompt. */
    static final int REPLY_FRAME = 3;

    private CharacterTokenCount() {}

    public static int of(String text) {
        return (text.length() + CHARACTERS - 1) / CHARACTERS;
    }

    /** The text's first tokens. */
    public static String head(String text, long tokens) {
        return text.substring(0, (int) Math.min(text.length(), tokens * CHARACTERS));
    }
}
