using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Tests.Models;

public sealed class KubernetesJsonTests
{
    [Fact]
    public void What_is_absent_is_not_written_and_what_is_zero_false_or_empty_is()
    {
        var json = KubernetesJson.Serialize(new V1StatefulSet
        {
            Metadata = new V1ObjectMeta { Name = "mx", Annotations = new Dictionary<string, string>() },
            Spec = new V1StatefulSetSpec
            {
                Replicas = 0,
                Template = new V1PodTemplateSpec { Spec = new V1PodSpec { EnableServiceLinks = false, Volumes = [] } },
            },
        });
        Assert.Equal(
            """
            {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"mx","annotations":{}},"spec":{"replicas":0,"template":{"metadata":{},"spec":{"volumes":[],"enableServiceLinks":false}}}}
            """,
            json);
    }

    [Fact]
    public void Fields_with_unusual_capitals_have_the_names_of_the_API()
    {
        var json = KubernetesJson.Serialize(new V1Pod { Status = new V1PodStatus { PodIP = "192.0.2.1", PodIPs = [new V1PodIP { Ip = "192.0.2.1" }], HostIP = "192.0.2.9" } });
        Assert.Contains("\"hostIP\":\"192.0.2.9\",\"podIP\":\"192.0.2.1\",\"podIPs\":[{\"ip\":", json, StringComparison.Ordinal);
        Assert.Contains("\"clusterIP\":\"None\"", KubernetesJson.Serialize(new V1ServiceSpec { ClusterIP = "None" }), StringComparison.Ordinal);
        Assert.Contains("\"namespace\":\"mail\"", KubernetesJson.Serialize(new V1ObjectMeta { NamespaceProperty = "mail" }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_has_whole_seconds_and_a_lease_has_micros()
    {
        var time = new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.FromHours(1)).AddMicroseconds(12);
        Assert.Contains("\"2026-03-04T04:06:07Z\"", KubernetesJson.Serialize(new V1Condition { LastTransitionTime = time }), StringComparison.Ordinal);
        var lease = KubernetesJson.Serialize(new V1LeaseSpec { RenewTime = time });
        Assert.Contains("\"2026-03-04T04:06:07.089012Z\"", lease, StringComparison.Ordinal);
        Assert.Equal(time, KubernetesJson.Deserialize<V1LeaseSpec>(lease).RenewTime);
    }

    [Fact]
    public void A_port_may_be_a_number_or_a_name()
    {
        Assert.Equal("""{"port":25}""", KubernetesJson.Serialize(new V1TCPSocketAction { Port = 25 }));
        Assert.Equal("""{"port":"smtp"}""", KubernetesJson.Serialize(new V1TCPSocketAction { Port = "smtp" }));
        Assert.Equal(25, KubernetesJson.Deserialize<V1TCPSocketAction>("""{"port":25}""").Port?.Number);
        Assert.Throws<JsonException>(() => KubernetesJson.Deserialize<V1TCPSocketAction>("""{"port":true}"""));
    }

    [Fact]
    public void A_Secret_is_base64_on_the_wire_and_silent_as_text()
    {
        var secret = KubernetesJson.Deserialize<V1Secret>("""{"metadata":{"name":"tls","managedFields":[{"manager":"x"}]},"data":{"tls.key":"c2VjcmV0"}}""");
        Assert.Equal("secret", Encoding.UTF8.GetString(secret.Data!["tls.key"]));
        Assert.Contains("c2VjcmV0", KubernetesJson.Serialize(secret), StringComparison.Ordinal);
        Assert.DoesNotContain("managedFields", KubernetesJson.Serialize(secret), StringComparison.Ordinal);
        Assert.Equal("Secret /tls type= entries=[tls.key]", secret.ToString());
    }

    [Fact]
    public void Free_form_affinity_passes_unchanged()
    {
        const string Json = """{"affinity":{"podAntiAffinity":{"x":[1,"2",null]}}}""";
        Assert.Equal(Json, KubernetesJson.Serialize(KubernetesJson.Deserialize<V1PodSpec>(Json)));
    }

    [Fact]
    public void Every_model_names_the_group_version_and_kind_that_it_is_served_under()
    {
        var models = typeof(V1Pod).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IKubernetesObject)) && type is { IsInterface: false, Namespace: "MailOperator.Kubernetes.Models" });
        foreach (var type in models)
        {
            var entity = (KubernetesEntityAttribute)Attribute.GetCustomAttribute(type, typeof(KubernetesEntityAttribute))!;
            var value = JsonNode.Parse(JsonSerializer.Serialize(Activator.CreateInstance(type), KubernetesJson.Options))!;
            Assert.Equal(entity.Group.Length == 0 ? entity.ApiVersion : $"{entity.Group}/{entity.ApiVersion}", (string?)value["apiVersion"]);
            Assert.Equal(entity.Kind, (string?)value["kind"]);
        }
    }
}
