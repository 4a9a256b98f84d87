import java.util.Map;
import java.util.TreeMap;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/** Apache PDFBox Preflight, as Debian packs it: whether each file named is PDF/A-1b, and if not, why. */
public class Preflight {
  public static void main(String[] files) throws Exception {
    boolean isValid = true;
    for (String file : files) {
      ValidationResult result = check(file);
      System.out.println(file + ": " + (result.isValid() ? "VALID PDF/A-1b" : "INVALID"));
      Map<String, Integer> faults = new TreeMap<>();
      for (ValidationResult.ValidationError error : result.getErrorsList())
        faults.merge(error.getErrorCode() + " " + error.getDetails(), 1, Integer::sum);
      faults.forEach((fault, times) -> System.out.println("  " + times + "x " + fault));
      isValid &= result.isValid();
    }
    System.exit(isValid ? 0 : 1);
  }

  private static ValidationResult check(String file) throws Exception {
    PreflightParser parser = new PreflightParser(file);
    try {
      parser.parse();
      try (PreflightDocument document = parser.getPreflightDocument()) {
        document.validate();
        return document.getResult();
      }
    } catch (SyntaxValidationException e) {
      return e.getResult();
    }
  }
}
