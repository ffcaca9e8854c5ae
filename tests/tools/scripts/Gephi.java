import java.io.File;
import java.util.TreeSet;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Graph;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Interval;
import org.gephi.graph.api.Node;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/** Imports a file as Gephi does and prints counts, what is wrong, and who is joined by edges of one label, a line each. */
public class Gephi {
    public static void main(String[] arguments) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        Workspace workspace = projects.getCurrentWorkspace();
        ImportController importer = Lookup.getDefault().lookup(ImportController.class);
        Container container = importer.importFile(new File(arguments[0]));
        container.getReport().getIssuesList(Integer.MAX_VALUE).forEach(issue -> {
            if (issue.getLevel() != Issue.Level.INFO && !issue.getMessage().startsWith("Graph attributes")) {
                System.out.println("issue\t" + issue.getMessage());
            }
        });
        // Parallel edges stay apart.
        container.getLoader().setEdgesMergeStrategy(org.gephi.io.importer.api.EdgeMergeStrategy.NO_MERGE);
        importer.process(container, new DefaultProcessor(), workspace);
        GraphModel model = Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace);
        Graph graph = model.getGraph();
        System.out.println("nodes\t" + graph.getNodeCount());
        System.out.println("edges\t" + graph.getEdgeCount());
        TreeSet<Integer> colors = new TreeSet<>();
        TreeSet<Float> sizes = new TreeSet<>();
        for (Node node : graph.getNodes()) {
            colors.add(node.getRGBA());
            sizes.add(node.size());
        }
        System.out.println("colors\t" + colors.size());
        System.out.println("sizes\t" + sizes.size());
        int intervals = 0;
        TreeSet<String> joined = new TreeSet<>();
        for (Edge edge : graph.getEdges()) {
            Interval[] days = edge.getIntervals();
            intervals += days != null && days.length > 0 ? 1 : 0;
            if (arguments[1].equals(edge.getLabel())) {
                String source = edge.getSource().getLabel(), target = edge.getTarget().getLabel();
                joined.add(source.compareTo(target) < 0 ? source + "\t" + target : target + "\t" + source);
            }
        }
        System.out.println("intervals\t" + intervals);
        joined.forEach(pair -> System.out.println("joined\t" + pair));
    }
}
