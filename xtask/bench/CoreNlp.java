import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.pipeline.Annotation;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import edu.stanford.nlp.util.CoreMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Analyzes a text with Stanford CoreNLP, one thread: tokens, sentences, tags, lemmas, names, dependencies, and the further
 * annotators that are named.
 *
 * <p>Usage: java -cp LIB/* CoreNlp.java [,ANNOTATOR…] FILE. FILE is plain text with the articles parted by lines of "=====".
 */
public class CoreNlp {
  public static void main(String[] arguments) throws Exception {
    String further = arguments.length > 1 ? arguments[0] : "";
    String file = arguments[arguments.length - 1];
    String[] texts = Files.readString(Path.of(file), StandardCharsets.UTF_8).split("\n=====\n");
    Properties properties = new Properties();
    properties.setProperty("annotators", "tokenize,ssplit,pos,lemma,ner,depparse" + further);
    // the quickest of its three
    properties.setProperty("coref.algorithm", "statistical");
    properties.setProperty("threads", "1");
    StanfordCoreNLP pipeline = new StanfordCoreNLP(properties);
    int words = 0;
    for (String text : texts) {
      Annotation annotation = new Annotation(text);
      pipeline.annotate(annotation);
      for (CoreMap sentence : annotation.get(CoreAnnotations.SentencesAnnotation.class)) {
        words += sentence.get(CoreAnnotations.TokensAnnotation.class).size();
      }
    }
    System.out.println(words);
  }
}
