"""Words of news in Vietnamese that tell little."""

from dedup.core.vocabulary.words import Words

WORDS = Words(
    stop="""
và của là có được cho trong với các những một không này đã đang sẽ đến từ tại trên về để vào ra khi
sau theo như cũng thì mà nhưng hoặc vì nên bị bởi do rằng nếu tuy nhiên vẫn còn chỉ đều lại rất quá
hơn cùng giữa dưới ngoài qua lên xuống đó đây kia ấy nào gì sao đâu bao khác mọi mỗi cả tôi ta chúng
họ ông bà anh chị em mình nó phải nói biết nhằm đối sự cuộc chiếc vừa chưa thế vậy nhau luôn ngay
nay lúc bằng tới kể thêm cái cứ mặc dù suốt trở hầu hết khoảng rồi nữa mấy đấy chẳng đừng hãy thường
nhất riêng gồm thể cần tuỳ dẫu giờ vốn từng khỏi gần
""",
    background="""
trước hồi từng vốn xưa thuở năm
""",
    ordinary={
        1: """
năm người ngày công nhiều việt nam động hiện thành hành tháng nhà chính làm nước trình sinh gia phát
số thời định phần đầu dân hội mới việc quan thông tin thực
""",
        2: """
quốc tỉnh tổ cao yêu đồng tế kinh điều trường đại học doanh nghiệp phủ quản lý đạt giá tăng đảm bảo
tiếp tục bộ viên chức tình hình kết quả khu vực tư trung tâm lớn hai ba sản xuất cơ sở chủ đường
hoạt đưa đơn vị đề án kiến giới toàn tham cấp quy tổng đốc nội ngoại thương kiểm xây dựng khó hỗ lực
lượng biện giải vấn cộng nguồn mức trọng quyền tốt địa phương cáo hà pháp
""",
        3: """
tỷ triệu tiền tài nguyên bình đô thị xe luật đất môi thu nhập chi phí đoàn ban nghị quyết nhận gửi
mở rộng nâng chất hàng hóa tiêu dùng điểm tích tính đặc biệt hệ hợp tác chiến lược nghiên cứu kỹ
thuật nghệ liệu dữ dụng kế hoạch chương mục đích trách nhiệm vụ sát vi phạm xử bệnh viện sức sĩ con
tay đình giáo dục đội văn lịch sử truyền khách phố huyện xã tuần sớm mạnh giảm mất chung liên bắt
dẫn tìm hiểu gặp giao chuyển thay đổi lựa mang giữ lập đặt ảnh hưởng gây nguy hại xảy khẩu bán thuế
ngân đông bên cạnh phòng cục giám mại tra khăn lao lợi thấy thuộc sáng triển khai dự thủ minh lãnh
đạo cảnh cuối khẳng trợ tự ý thiết năng khả tiến
""",
        4: """
chống nhân tịch tuổi mưa y điện nhanh dài sống tai trận chí quận ứng mặt an hạn phép mạng lời diễn
bài viết ràng cụ tiết đầy đủ đúng sai bốn trăm nghìn độ ngành chuẩn nhóm thân danh hoàn tương lai
đời phục bước đào nghiệm bất thanh
""",
        5: """
trump hàn ukraine vũ rừng trồng thắng vòng sáu bảy tám chín mười tấn suất trưởng kỳ cảm ơn sàng
lương đảng ủy thư mỹ quân biển bão khoa bác thuốc dịch nhiễm ca nông thủy hải phẩm mua trả thấp nhỏ
tối trẻ chết nạn trai bạn thi đấu bóng cầu phường chịu phiếu trao chọn bền vững ninh tội phạt khởi
tố bay tàu máy tốc tuyến cảng chế giấy sơ đăng thoại phản ánh đáp hỏi biểu bày chia sẻ hiệu usd nghề
phụ nữ phúc niên luận châu âu nhu khắc cử khí thưởng vật vô
""",
        6: """
chứng khoán quỹ giàu họp phiên sửa thiện vận internet tập sách lớp thầy thao thải ung khám đau cháy
nổ tranh chấp căng thẳng xung đột kích đàm ký thỏa thuận trừng xăng dầu sông núi hậu nhật thống nga
vọng hy hòa
""",
    },
)
