using System.Reflection;
using System.Runtime.CompilerServices;

namespace MlNetInvoice;

/// <summary>The public surface is recorded in <c>PublicApi.txt</c>, so that no change of it goes unseen. <c>MLNETINVOICE_RENEW_API=1 dotnet test --filter PublicApiTests</c> renews the record.</summary>
public sealed class PublicApiTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string Record = Path.Combine(SharedData.RepositoryRoot, "tests", "MlNetInvoice.Tests", "PublicApi.txt");

    [Test]
    public void The_public_surface_is_the_recorded_one()
    {
        string[] now = [.. typeof(InvoiceReader).Assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal).SelectMany(Describe)];
        if (Environment.GetEnvironmentVariable("MLNETINVOICE_RENEW_API") == "1")
        {
            File.WriteAllLines(Record, now);
        }

        string[] recorded = File.ReadAllLines(Record);
        string difference = string.Join('\n', recorded.Except(now).Select(l => "- " + l).Concat(now.Except(recorded).Select(l => "+ " + l)));

        Assert.That(difference, Is.Empty, "The public API changed. If that is meant, renew the record: MLNETINVOICE_RENEW_API=1 dotnet test --filter PublicApiTests");
        Assert.That(now, Is.Not.Empty);
    }

    private static IEnumerable<string> Describe(Type type)
    {
        string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        string[] bases = [.. new[] { type.BaseType }.Where(b => b is not null && b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum) && b != typeof(MulticastDelegate)).Select(b => Name(b!))];
        yield return $"{kind} {Name(type)}{(bases.Length > 0 ? " : " + bases[0] : "")}";
        IEnumerable<string> members = type.IsEnum
            ? Enum.GetNames(type).Select(n => $"{n} = {Convert.ToInt64(Enum.Parse(type, n), System.Globalization.CultureInfo.InvariantCulture)}")
            : type.GetMembers(Declared).Where(IsVisible).Select(Text);
        foreach (string member in members.Order(StringComparer.Ordinal))
        {
            yield return $"{Name(type)}: {member}";
        }
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        _ when member.GetCustomAttribute<CompilerGeneratedAttribute>() is not null && member is MethodInfo => false,
        ConstructorInfo c => c.IsPublic || c.IsFamily,
        MethodInfo m => (m.IsPublic || m.IsFamily) && !m.IsSpecialName,
        PropertyInfo p => p.GetAccessors(nonPublic: true).Any(a => a.IsPublic || a.IsFamily),
        FieldInfo f => (f.IsPublic || f.IsFamily) && !f.IsSpecialName,
        EventInfo e => e.AddMethod?.IsPublic == true,
        _ => false,
    };

    private static string Text(MemberInfo member) => member switch
    {
        ConstructorInfo c => $"new({Parameters(c)})",
        MethodInfo m => $"{(m.IsStatic ? "static " : "")}{Name(m.ReturnType)} {m.Name}{(m.IsGenericMethod ? $"<{string.Join(", ", m.GetGenericArguments().Select(Name))}>" : "")}({Parameters(m)})",
        PropertyInfo p => $"{(p.GetAccessors(true)[0].IsStatic ? "static " : "")}{Name(p.PropertyType)} {p.Name} {{{(p.GetMethod?.IsPublic == true ? " get;" : "")}{Setter(p)} }}",
        FieldInfo f => $"{(f.IsLiteral ? "const " : f.IsStatic ? "static readonly " : "")}{Name(f.FieldType)} {f.Name}",
        _ => member.ToString()!,
    };

    private static string Setter(PropertyInfo property) => property.SetMethod is not { IsPublic: true } setter ? ""
        : setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? " = " + Default(p.RawDefaultValue) : "")}"));

    private static string Default(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return "ref " + Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        string name = type.Namespace is { } space && space.StartsWith(nameof(MlNetInvoice), StringComparison.Ordinal) ? type.FullName ?? $"{space}.{type.Name}" : type.Name;
        if (!type.IsGenericType)
        {
            return name;
        }

        int tick = name.IndexOf('`', StringComparison.Ordinal);
        return $"{(tick < 0 ? name : name[..tick])}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
