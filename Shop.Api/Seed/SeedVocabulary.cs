namespace Shop.Api.Seed;

/// <summary>A category of the shop.</summary>
internal sealed record SeedCategory(string Key, string En, string Zh, string Emoji);

/// <summary>A kind of goods. <c>Price</c> is the middle of its prices in CNY.</summary>
internal sealed record SeedKind(string Category, string Emoji, string En, string Zh, int Price, string UseEn, string UseZh);

internal sealed record SeedSeries(string En, string Zh, decimal Factor, string PraiseEn, string PraiseZh);

internal sealed record SeedColour(string En, string Zh, string Code);

/// <summary>The words the seeded products are made of: our own, so that the shop has goods without anyone's catalogue.</summary>
internal static class SeedVocabulary
{
    public static IReadOnlyList<SeedCategory> Categories { get; } =
    [
        new("audio", "Audio", "音响耳机", "🎧"),
        new("phones", "Phones & Watches", "手机手表", "📱"),
        new("computers", "Computers", "电脑办公", "💻"),
        new("kitchen", "Kitchen", "厨房用品", "🍳"),
        new("home", "Home", "家居生活", "🛋️"),
        new("clothing", "Clothing", "服装", "👕"),
        new("shoes", "Shoes & Bags", "鞋靴箱包", "👟"),
        new("sports", "Sports & Outdoor", "运动户外", "⛺"),
        new("kids", "Kids & Toys", "母婴玩具", "🧸"),
        new("grocery", "Tea & Snacks", "茶饮零食", "🍵"),
    ];

    public static IReadOnlyList<SeedKind> Kinds { get; } =
    [
        new("audio", "🎧", "Wireless Bluetooth Headphones", "无线蓝牙耳机", 399, "music, calls and long flights", "听音乐、通话和长途飞行"),
        new("phones", "📱", "Smartphone", "智能手机", 2499, "photos, games and everything in between", "拍照、游戏和日常使用"),
        new("computers", "💻", "Ultralight Laptop", "轻薄笔记本电脑", 4999, "work on the road", "移动办公"),
        new("kitchen", "🍳", "Non-stick Frying Pan", "不粘平底锅", 159, "eggs, fish and pancakes", "煎蛋、煎鱼和薄饼"),
        new("home", "💡", "LED Desk Lamp", "LED护眼台灯", 129, "reading late without tired eyes", "夜间阅读护眼照明"),
        new("clothing", "👕", "Cotton T-Shirt", "纯棉短袖T恤", 79, "warm days", "炎热的夏天"),
        new("shoes", "👟", "Running Shoes", "跑步运动鞋", 359, "road runs in any weather", "各种天气的路跑"),
        new("sports", "🧘", "Yoga Mat", "瑜伽垫", 99, "yoga, stretching and home workouts", "瑜伽、拉伸和居家锻炼"),
        new("kids", "🧸", "Plush Teddy Bear", "毛绒泰迪熊玩偶", 89, "cuddles at bedtime", "睡前拥抱"),
        new("grocery", "🍵", "Longjing Green Tea", "龙井绿茶", 168, "a quiet afternoon", "悠闲的下午"),
        new("audio", "🔊", "Portable Speaker", "便携蓝牙音箱", 249, "picnics and small parties", "野餐和小型聚会"),
        new("phones", "⌚", "Fitness Smartwatch", "运动智能手表", 799, "training, sleep and messages at a glance", "训练、睡眠监测和消息提醒"),
        new("computers", "⌨️", "Mechanical Keyboard", "机械键盘", 329, "typing all day", "全天打字"),
        new("kitchen", "🔪", "Chef's Knife", "厨师刀", 189, "vegetables, meat and herbs", "切菜、切肉和香料"),
        new("home", "🛏️", "Linen Bedding Set", "亚麻四件套床品", 459, "cool and quiet nights", "清凉安睡的夜晚"),
        new("clothing", "🧥", "Rain Jacket", "防水冲锋衣", 499, "wet hikes and windy commutes", "雨天徒步和通勤"),
        new("shoes", "🎒", "Travel Backpack", "旅行双肩背包", 269, "weekends away", "周末出行"),
        new("sports", "⛺", "Two-Person Tent", "双人帐篷", 599, "nights under the stars", "星空下的露营"),
        new("kids", "🪥", "Children's Soft Toothbrush", "儿童软毛牙刷", 19, "small mouths and first teeth", "宝宝的乳牙护理"),
        new("grocery", "☕", "Single-Origin Coffee Beans", "单一产地咖啡豆", 98, "filter and espresso", "手冲和意式浓缩"),
        new("audio", "🎙️", "USB Microphone", "USB电容麦克风", 349, "podcasts and online lessons", "播客和网络课程"),
        new("phones", "🔌", "Fast Phone Charger", "手机快速充电器", 89, "phones, tablets and small laptops", "手机、平板和轻薄本充电"),
        new("computers", "🖱️", "Silent Wireless Mouse", "静音无线鼠标", 79, "libraries and late evenings", "图书馆和深夜办公"),
        new("kitchen", "🫖", "Glass Teapot", "耐热玻璃茶壶", 109, "tea for two or four", "两到四人饮茶"),
        new("home", "🪴", "Ceramic Flower Pot", "陶瓷花盆", 59, "herbs on the window sill", "窗台香草种植"),
        new("clothing", "🧣", "Wool Scarf", "羊毛围巾", 199, "cold mornings", "寒冷的早晨"),
        new("shoes", "🥾", "Hiking Boots", "登山徒步靴", 629, "rocky paths and muddy woods", "山路和泥泞林地"),
        new("sports", "🚴", "Cycling Helmet", "骑行头盔", 239, "the way to work and the weekend tour", "通勤和周末骑行"),
        new("kids", "🧩", "Wooden Puzzle", "木质拼图积木", 69, "patient little hands", "培养孩子的耐心"),
        new("grocery", "🍫", "Dark Chocolate", "黑巧克力", 45, "a small reward", "小小的奖励"),
        new("audio", "📻", "Retro Radio", "复古收音机", 299, "kitchens and workshops", "厨房和工作间"),
        new("phones", "🔋", "Power Bank", "大容量充电宝", 139, "days without a socket", "户外长时间供电"),
        new("computers", "🖥️", "4K Monitor", "4K高清显示器", 1899, "spreadsheets, films and photographs", "表格、电影和修图"),
        new("kitchen", "🍚", "Rice Cooker", "智能电饭煲", 299, "fluffy rice and slow porridge", "松软米饭和慢炖粥"),
        new("home", "🕯️", "Scented Candle", "香薰蜡烛", 69, "calm evenings", "宁静的夜晚"),
        new("clothing", "🧦", "Merino Socks", "美利奴羊毛袜", 39, "dry feet on every walk", "行走时保持双脚干爽"),
        new("shoes", "👜", "Leather Handbag", "真皮手提包", 899, "the office and the evening after", "上班和晚间约会"),
        new("sports", "🏸", "Badminton Racket", "羽毛球拍", 219, "quick games in the park", "公园里的快节奏对打"),
        new("kids", "🚂", "Toy Train Set", "玩具火车套装", 229, "tracks through the whole living room", "铺满客厅的轨道"),
        new("grocery", "🍯", "Wildflower Honey", "百花蜂蜜", 75, "tea, toast and yoghurt", "泡茶、吐司和酸奶"),
    ];

    public static IReadOnlyList<SeedSeries> Series { get; } =
    [
        new("Aurora", "极光", 1.00m, "Balanced, well made and easy to like", "做工精良，人人喜爱"),
        new("Bamboo", "竹语", 0.75m, "Simple, light and kind to the purse", "简约轻巧，价格亲民"),
        new("Summit", "峰云", 1.40m, "Built for people who use it every day", "为每天使用而打造"),
        new("Harbour", "海港", 1.15m, "A quiet design that ages well", "沉稳设计，历久弥新"),
        new("Lantern", "灯影", 0.90m, "A friendly companion with a warm touch", "温暖贴心的好伙伴"),
    ];

    public static IReadOnlyList<SeedColour> Colours { get; } =
    [
        new("Black", "黑色", "#1f2937"),
        new("White", "白色", "#e5e7eb"),
        new("Red", "红色", "#dc2626"),
        new("Blue", "蓝色", "#2563eb"),
        new("Green", "绿色", "#16a34a"),
    ];
}
