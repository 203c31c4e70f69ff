package dev.penstock.starter.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A real Chromium, without a window. */
final class Browser implements AutoCloseable {
    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** The test is skipped where there is none. */
    static Browser open() {
        Optional<File> driver = onPath("chromedriver");
        Optional<File> browser = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> onPath(name).stream())
                .findFirst();
        assumeTrue(
                driver.isPresent() && browser.isPresent(),
                "no chromium and chromedriver on PATH: the dashboard was not tested (apt-get install chromium-driver)");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.orElseThrow());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        return new Browser(new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.orElseThrow())
                        .build(),
                options));
    }

    void visit(String address) {
        driver.get(address);
    }

    void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Returns the text that is seen, empty where there is no such element; in one step, for the page redraws itself. */
    String text(String selector) {
        Object text = ((JavascriptExecutor) driver)
                .executeScript("return document.querySelector(arguments[0])?.innerText ?? ''", selector);
        return String.valueOf(text).strip();
    }

    boolean shows(String selector) {
        return Boolean.TRUE.equals(((JavascriptExecutor) driver)
                .executeScript(
                        "return [...document.querySelectorAll(arguments[0])].some((each) => each.getClientRects().length)",
                        selector));
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    long number(String script) {
        Object answer = ((JavascriptExecutor) driver).executeScript("return " + script);
        return ((Number) java.util.Objects.requireNonNull(answer)).longValue();
    }

    boolean isTrue(String script) {
        return Boolean.TRUE.equals(((JavascriptExecutor) driver).executeScript("return " + script));
    }

    private static Optional<File> onPath(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toFile)
                .findFirst();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
